package dev.shingle.networks.tflite.write;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.TensorNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors and operators of a file while it grows. The network's own tensors come first, in order of appearance and
 * under their own names; behind them the parameters that the file keeps in constants.
 */
final class Subgraph {

    /** An operator of the file over tensors given by index. */
    record Node(Builtin builtin, int version, Options options, ImmutableIntArray inputs, ImmutableIntArray outputs) {}

    private final List<Operand> tensors = new ArrayList<>();
    private final Map<Operand, Integer> indices = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final TensorNames names;

    Subgraph(ImmutableList<FeatureMap> inputs, ImmutableList<Layer> layers) {
        inputs.forEach(this::add);
        for (Layer layer : layers) {
            layer.operands().forEach(this::add);
            layer.outputs().forEach(this::add);
        }
        names = new TensorNames(tensors.stream().map(Operand::name).toArray(String[]::new));
    }

    private int add(Operand tensor) {
        return indices.computeIfAbsent(tensor, added -> {
            tensors.add(added);
            return tensors.size() - 1;
        });
    }

    /** The index of an operand or result of the network. */
    int index(Operand operand) {
        Integer index = indices.get(operand);
        if (index == null) {
            throw new AssertionError("no tensor " + operand.name());
        }
        return index;
    }

    /** Integers, as which the format has axes, sizes and the like. */
    int integers(String wish, Shape shape, int... values) {
        ByteBuffer contents = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            contents.putInt(value);
        }
        Constant.Contents present = new Constant.Present(contents.flip());
        return add(new Constant(names.unique(wish), shape, ElementType.INT32, Quantization.NONE, present));
    }

    void append(Node node) {
        nodes.add(node);
    }

    ImmutableList<Operand> tensors() {
        return ImmutableList.copyOf(tensors);
    }

    /** The name as the file has it: unique and printable. */
    String name(int tensor) {
        return tensor < names.count() ? names.of(tensor) : tensors.get(tensor).name();
    }

    ImmutableList<Node> nodes() {
        return ImmutableList.copyOf(nodes);
    }
}
