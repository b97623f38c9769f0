package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * TensorFlow Lite's own kernels, on one thread. The resolver is the one without delegates: XNNPACK would compute some layers
 * with other roundings.
 */
final class TfliteChild {

    private TfliteChild() {}

    public static void main(String[] unused) throws IOException {
        ChildLoop.serve(TfliteChild::run);
    }

    private static ImmutableList<RuntimeTensor> run(Request request) {
        PointerScope natives = new PointerScope();
        try {
            return run(request, new BytePointer(request.model()));
        } finally {
            natives.deallocate();
        }
    }

    private static ImmutableList<RuntimeTensor> run(Request request, BytePointer contents) {
        FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(contents, request.model().length);
        require(model != null && !model.isNull(), "no sound flatbuffer of this format");
        InterpreterOptions options = new InterpreterOptions();
        options.SetPreserveAllTensors(request.scope() == Request.Scope.EVERYTHING_COMPUTED);
        InterpreterBuilder builder =
                new InterpreterBuilder(model, new BuiltinOpResolverWithoutDefaultDelegates(), options);
        builder.SetNumThreads(1);
        Interpreter interpreter = new Interpreter((Pointer) null);
        require(builder.apply(interpreter) == tensorflowlite.kTfLiteOk, "no interpreter for this model");
        fill(interpreter, request);
        require(interpreter.Invoke() == tensorflowlite.kTfLiteOk, "the run failed");
        return results(interpreter, request.scope());
    }

    private static void fill(Interpreter interpreter, Request request) {
        int[] indices = ints((int) interpreter.inputs().limit(), interpreter.inputs()::get);
        require(indices.length == request.inputs().size(), "another number of inputs: " + indices.length);
        for (int i = 0; i < indices.length; i++) {
            int[] dimensions = request.inputs().get(i).dimensions().toArray();
            require(
                    interpreter.ResizeInputTensor(indices[i], dimensions) == tensorflowlite.kTfLiteOk,
                    "an input of another size");
        }
        require(interpreter.AllocateTensors() == tensorflowlite.kTfLiteOk, "no storage for the tensors");
        for (int i = 0; i < indices.length; i++) {
            TfLiteTensor tensor = interpreter.tensor(indices[i]);
            byte[] bytes = request.inputs().get(i).bytes();
            require(tensor.bytes() == bytes.length, "input " + i + " of " + tensor.bytes() + " bytes");
            tensor.data().raw().put(bytes);
        }
    }

    private static ImmutableList<RuntimeTensor> results(Interpreter interpreter, Request.Scope scope) {
        Set<Integer> wanted = new LinkedHashSet<>();
        if (scope == Request.Scope.EVERYTHING_COMPUTED) {
            for (int node = 0; node < interpreter.nodes_size(); node++) {
                TfLiteIntArray outputs =
                        interpreter.node_and_registration(node).first().outputs();
                for (int index : ints(outputs.size(), outputs::data)) {
                    wanted.add(index);
                }
            }
        } else {
            for (int index : ints((int) interpreter.outputs().limit(), interpreter.outputs()::get)) {
                wanted.add(index);
            }
        }
        return wanted.stream().map(index -> result(interpreter.tensor(index))).collect(ImmutableList.toImmutableList());
    }

    private static RuntimeTensor result(TfLiteTensor tensor) {
        byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
        if (bytes.length > 0) {
            tensor.data().raw().get(bytes);
        }
        ImmutableIntArray dimensions =
                ImmutableIntArray.copyOf(ints(tensor.dims().size(), tensor.dims()::data));
        return new RuntimeTensor(tensor.name().getString(), type(tensor.type()), dimensions, bytes);
    }

    /** The numbers of TfLiteType. */
    private static ElementType type(int number) {
        return switch (number) {
            case 1 -> ElementType.FLOAT32;
            case 2 -> ElementType.INT32;
            case 3 -> ElementType.UINT8;
            case 4 -> ElementType.INT64;
            case 6 -> ElementType.BOOL;
            case 7 -> ElementType.INT16;
            case 9 -> ElementType.INT8;
            case 10 -> ElementType.FLOAT16;
            default -> throw new IllegalStateException("a tensor of type " + number);
        };
    }

    private interface IntAt {

        int at(int index);
    }

    private static int[] ints(int count, IntAt numbers) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = numbers.at(i);
        }
        return all;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
