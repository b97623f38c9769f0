package dev.shingle.conformance.runtimes;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.onnx.write.OnnxWriter;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.networks.tflite.write.TfliteWriter;
import java.nio.ByteBuffer;

/**
 * A runtime, how networks get there, and how close its results must be.
 *
 * @param isChannelsFirst whether the file has the channels of images in front of height and width
 * @param closeness what counts as the same result
 */
record Oracle(String name, ChildRuntime runtime, Writing writing, boolean isChannelsFirst, Closeness closeness) {

    static final String ONNX_RUNTIME = "ONNX Runtime";

    private static final ImmutableIntArray TO_FILE = ImmutableIntArray.of(0, 3, 1, 2);
    private static final ImmutableIntArray FROM_FILE = ImmutableIntArray.of(0, 2, 3, 1);

    /** Turns a network into a file. */
    interface Writing {

        ByteBuffer write(Network network);
    }

    /** Our reference for quantised layers: bit for bit. */
    static Oracle tflite() {
        return new Oracle("TFLite", Runtimes.tflite(), TfliteWriter::write, false, new Closeness(0, 1e-4));
    }

    /**
     * Quantised layers are computed there as real ones between conversions, and ties go to even numbers: one step apart, or
     * two where our reference interpolates with few bits.
     */
    static Oracle onnx() {
        return new Oracle(ONNX_RUNTIME, Runtimes.onnx(), OnnxWriter::write, true, new Closeness(2, 1e-4));
    }

    byte[] file(Network network) {
        ByteBuffer buffer = writing.write(network);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    RuntimeTensor toRuntime(FeatureMap map, TensorData data) {
        TensorData ordered = isTurned(map.shape().rank()) ? turned(data, TO_FILE) : data;
        byte[] bytes = new byte[ordered.bytes().remaining()];
        ordered.bytes().get(bytes);
        return new RuntimeTensor(map.name(), map.type(), ordered.shape().dimensions(), bytes);
    }

    TensorData fromRuntime(RuntimeTensor tensor) {
        TensorData data = TensorData.wrap(new Shape(tensor.dimensions()), tensor.type(), tensor.bytes());
        return isTurned(tensor.dimensions().length()) ? turned(data, FROM_FILE) : data;
    }

    private boolean isTurned(int rank) {
        return isChannelsFirst && rank == 4;
    }

    private static TensorData turned(TensorData data, ImmutableIntArray permutation) {
        ByteBuffer buffer = Rearrangement.transpose(permutation, data.shape(), data.numbers());
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        int[] dimensions = permutation.stream().map(data.shape()::dimension).toArray();
        return TensorData.wrap(Shape.of(dimensions), data.type(), bytes);
    }
}
