package dev.shingle.networks.simplify;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Runs operators on constants that only move elements, byte by byte. Slice and transpose are the same walk over the result
 * with another start and other steps in the operand; concatenation and stack both copy, for every index of the dimensions
 * before their axis, one block from each operand. Shapes have been checked before.
 */
final class ConstantMovement {

    private ConstantMovement() {}

    /** The bytes of the result; empty if the operator is another, or an element would have to change. */
    static Optional<ByteBuffer> evaluate(Layer layer, Graph graph) {
        ImmutableList<Constant> operands = layer.constants();
        ImmutableList<StoredNumbers> contents = operands.stream()
                .flatMap(operand -> StoredNumbers.of(operand).stream())
                .collect(toImmutableList());
        boolean isMovable = contents.size() == operands.size()
                && operands.stream().allMatch(operand -> keepsElements(operand, layer, operands.size()));
        if (!isMovable) {
            return Optional.empty();
        }
        Shape input = operands.get(0).shape();
        Operator operator = layer.operator();
        if (isCopy(operator)) {
            return Optional.of(contents.get(0).bytes());
        }
        long resultBytes = Math.multiplyExact(
                layer.ofm().shape().elements(), (long) contents.get(0).bytesPerElement());
        boolean isKnown = operator instanceof Operator.Slice
                || operator instanceof Operator.Transpose
                || operator instanceof Operator.Pack
                || (operator instanceof Operator.Concatenation it && it.activation() == Activation.NONE);
        if (!isKnown || !Windows.isSize(resultBytes) || !graph.reserveConstantBytes(resultBytes)) {
            return Optional.empty();
        }
        if (operator instanceof Operator.Slice slice) {
            return Optional.of(slice(slice, input, contents.get(0), layer.ofm().shape()));
        }
        if (operator instanceof Operator.Transpose transpose) {
            return Optional.of(Rearrangement.transpose(transpose.permutation(), input, contents.get(0)));
        }
        int axis = operator instanceof Operator.Pack pack ? pack.axis() : ((Operator.Concatenation) operator).axis();
        return Optional.of(join(axis, input, contents, (int) resultBytes));
    }

    /** The bytes of an operand as a broadcast gives them in the result's shape. */
    static ByteBuffer broadcast(Constant operand, StoredNumbers contents, Shape result) {
        long[] own = Rearrangement.steps(operand.shape());
        long[] steps = new long[result.rank()];
        int missing = result.rank() - operand.shape().rank();
        for (int i = missing; i < steps.length; i++) {
            steps[i] = operand.shape().dimension(i - missing) == 1 ? 0 : own[i - missing];
        }
        return Rearrangement.gather(contents, 0, steps, result);
    }

    private static boolean isCopy(Operator operator) {
        return operator instanceof Operator.Reshape
                || operator instanceof Operator.View
                || (operator instanceof Operator.Pointwise it && it.function() == Operator.Pointwise.Function.COPY);
    }

    /** Half floats may be declared as floats behind a DEQUANTIZE that has been folded; they stay half floats. */
    private static boolean keepsElements(Constant operand, Layer layer, int operandCount) {
        FeatureMap ofm = layer.ofm();
        boolean isHalf = operand.type() == ElementType.FLOAT16 && ofm.type() == ElementType.FLOAT32;
        boolean sameType = operand.type() == layer.constants().get(0).type();
        Quantization from = operand.quantization();
        Quantization to = ofm.quantization();
        return sameType
                && (operand.type() == ofm.type() || isHalf)
                && from.scales().equals(to.scales())
                && from.zeroPoints().equals(to.zeroPoints())
                && (operandCount == 1 || !from.isPerChannel());
    }

    private static ByteBuffer slice(Operator.Slice slice, Shape input, StoredNumbers contents, Shape result) {
        long[] steps = Rearrangement.steps(input);
        long start = 0;
        for (int i = 0; i < steps.length; i++) {
            start += slice.begin().get(i) * steps[i];
            steps[i] *= slice.strides().get(i);
        }
        return Rearrangement.gather(contents, start, steps, result);
    }

    private static ByteBuffer join(int axis, Shape first, ImmutableList<StoredNumbers> operands, int resultBytes) {
        int blocks = 1;
        for (int i = 0; i < axis; i++) {
            blocks *= first.dimension(i);
        }
        ByteBuffer result = ByteBuffer.allocate(resultBytes);
        for (int block = 0; block < blocks; block++) {
            for (StoredNumbers operand : operands) {
                ByteBuffer bytes = operand.bytes();
                int blockBytes = bytes.remaining() / blocks;
                result.put(bytes.slice(block * blockBytes, blockBytes));
            }
        }
        return littleEndian(result);
    }

    private static ByteBuffer littleEndian(ByteBuffer written) {
        return written.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
