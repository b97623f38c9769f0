package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tensors of test data, brought into the order in which a network stores them. */
final class Tensor {

    private Tensor() {}

    /** Real numbers, from a message. */
    static double[] read(Path file, OnnxModel model, FeatureMap map) throws IOException {
        TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
        Known known = new Tensors(new OnnxFile(file.toString(), Optional.empty(), TinyOnnx.of("Relu", 1, 1)))
                .read(proto, "data");
        return stored(
                StoredNumbers.of(new Constant(
                                "data",
                                new Shape(known.dimensions()),
                                known.type(),
                                Quantization.NONE,
                                known.contents()))
                        .orElseThrow(),
                model,
                map);
    }

    /** Real numbers, from little-endian floats. */
    static double[] floats(Path file, OnnxModel model, FeatureMap map) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        Constant constant = new Constant(
                "data",
                Shape.of(bytes.remaining() / Float.BYTES),
                map.type(),
                Quantization.NONE,
                new Constant.Present(bytes));
        return stored(StoredNumbers.of(constant).orElseThrow(), model, map);
    }

    private static double[] stored(StoredNumbers numbers, OnnxModel model, FeatureMap map) {
        double[] inFile = new double[numbers.count()];
        for (int i = 0; i < inFile.length; i++) {
            inFile[i] = numbers.value(i);
        }
        double[] stored = stored(inFile, model, map);
        for (int i = 0; i < stored.length; i++) {
            stored[i] = PlainRuntime.real(stored[i], map, i);
        }
        return stored;
    }

    static double[] stored(double[] inFile, OnnxModel model, FeatureMap map) {
        AxisOrder order = new AxisOrder(model.storedAxes().get(map.name()));
        Shape shape = order.inFile(map.shape());
        double[] stored = new double[inFile.length];
        for (int i = 0; i < inFile.length; i++) {
            int[] at = PlainRuntime.coordinates(i, shape);
            stored[PlainRuntime.index(order.stored(at).toArray(), map.shape())] = inFile[i];
        }
        return stored;
    }

    static void assertClose(String what, double[] found, double[] expected) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            double tolerance = 1e-4 + 1e-3 * Math.abs(expected[i]);
            assertThat(Math.abs(found[i] - expected[i]))
                    .as("%s: element %s is %s, expected %s", what, i, found[i], expected[i])
                    .isLessThanOrEqualTo(tolerance);
        }
    }
}
