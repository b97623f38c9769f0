package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Quantization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Scales and zero points, which the file has as operands. */
final class Quantizations {

    /** Where a kind of node names a tensor, or its result at -1, and where the scale for it. */
    private record Place(String kind, int tensor, int scale) {}

    private static final int RESULT = -1;

    private static final List<Place> PLACES = List.of(
            new Place("QuantizeLinear", RESULT, 1),
            new Place("DequantizeLinear", 0, 1),
            new Place("QLinearConv", 0, 1),
            new Place("QLinearConv", RESULT, 6),
            new Place("QLinearMatMul", 0, 1),
            new Place("QLinearMatMul", 3, 4),
            new Place("QLinearMatMul", RESULT, 6),
            new Place("QLinearAdd", 0, 1),
            new Place("QLinearAdd", 3, 4),
            new Place("QLinearAdd", RESULT, 6),
            new Place("QLinearMul", 0, 1),
            new Place("QLinearMul", 3, 4),
            new Place("QLinearMul", RESULT, 6),
            new Place("QGemm", 0, 1),
            new Place("QGemm", RESULT, 7),
            new Place("QLinearAveragePool", 0, 1),
            new Place("QLinearAveragePool", RESULT, 3),
            new Place("QLinearGlobalAveragePool", 0, 1),
            new Place("QLinearGlobalAveragePool", RESULT, 3),
            new Place("QLinearSigmoid", 0, 1),
            new Place("QLinearSigmoid", RESULT, 3),
            new Place("QLinearConcat", RESULT, 0));

    private Quantizations() {}

    /** Tells the assembly beforehand what the file says about its activations: some are written before it is said. */
    static void scan(List<NodeProto> nodes, Assembly assembly) {
        for (NodeProto node : nodes) {
            for (Place place : PLACES) {
                boolean isThere = place.kind().equals(node.getOpType())
                        && place.scale() < node.getInputCount()
                        && place.tensor() < node.getInputCount()
                        && node.getOutputCount() > 0;
                if (isThere) {
                    String tensor = place.tensor() == RESULT ? node.getOutput(0) : node.getInput(place.tensor());
                    perTensor(node, place.scale(), assembly)
                            .ifPresent(quantization -> assembly.quantize(tensor, quantization));
                }
            }
        }
    }

    private static Optional<Quantization> perTensor(NodeProto node, int scale, Assembly assembly) {
        Optional<Known> scales = known(assembly, node.getInput(scale));
        boolean hasZeroPoint =
                scale + 1 < node.getInputCount() && !node.getInput(scale + 1).isEmpty();
        Optional<Known> zeroPoints = hasZeroPoint ? known(assembly, node.getInput(scale + 1)) : Optional.empty();
        if (scales.isEmpty() || scales.get().elements() != 1 || zeroPoints.isPresent() != hasZeroPoint) {
            return Optional.empty();
        }
        return read(scales.get(), zeroPoints, 0);
    }

    private static Optional<Known> known(Assembly assembly, String name) {
        return assembly.find(name).filter(Known.class::isInstance).map(Known.class::cast);
    }

    /** Scale at this position, zero point behind it; the axis, if they are many, is an attribute. */
    static Optional<Quantization> of(Node node, int scale, AxisOrder order) {
        return of(node, scale, order, node.integer("axis", 1));
    }

    static Optional<Quantization> of(Node node, int scale, AxisOrder order, int axis) {
        Optional<Known> scales = node.known(scale);
        boolean hasZeroPoint = node.has(scale + 1);
        Optional<Known> zeroPoints = node.known(scale + 1);
        if (scales.isEmpty() || hasZeroPoint != zeroPoints.isPresent()) {
            return Optional.empty();
        }
        long count = scales.get().elements();
        if (count == 1) {
            return read(scales.get(), zeroPoints, 0);
        }
        int position = order.position(node.axis(axis, order.rank()));
        return scales.get().dimensions().length() == 1 ? read(scales.get(), zeroPoints, position) : Optional.empty();
    }

    private static Optional<Quantization> read(Known scales, Optional<Known> zeroPoints, int axis) {
        Optional<double[]> values = scales.reals();
        Optional<long[]> zeros =
                zeroPoints.isPresent() ? zeroPoints.get().integers() : values.map(all -> new long[all.length]);
        boolean isSound = values.isPresent()
                && zeros.isPresent()
                && zeros.get().length == values.get().length
                && values.get().length > 0
                && Arrays.stream(values.get()).allMatch(scale -> scale >= 0 && Double.isFinite(scale));
        return isSound
                ? Optional.of(new Quantization(
                        ImmutableDoubleArray.copyOf(values.get()), ImmutableLongArray.copyOf(zeros.get()), axis))
                : Optional.empty();
    }

    static Quantization ofBias(double dataScale, Quantization weights) {
        double[] scales =
                weights.scales().stream().map(scale -> scale * dataScale).toArray();
        return new Quantization(
                ImmutableDoubleArray.copyOf(scales), ImmutableLongArray.copyOf(new long[scales.length]), 0);
    }
}
