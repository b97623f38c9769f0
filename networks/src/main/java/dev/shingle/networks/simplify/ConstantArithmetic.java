package dev.shingle.networks.simplify;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Runs operators on constants that compute: the integer arithmetic that shapes are made of, casts between integers, and
 * quantisation in both directions. Shapes have been checked before. Nothing is folded if a result does not fit its type or
 * a divisor is zero: what a runtime would do then is its own affair.
 */
final class ConstantArithmetic {

    /** Shape arithmetic is a handful of numbers; anything long is weights, and not ours to recompute. */
    private static final long MOST_INTEGERS = 65_536;

    private ConstantArithmetic() {}

    /** The bytes of the result; empty if this class does not know the operator or the types. */
    static Optional<ByteBuffer> evaluate(Layer layer, Graph graph) {
        if (layer.operator() instanceof Operator.Elementwise elementwise) {
            return elementwise.activation() == Activation.NONE ? integers(elementwise, layer) : Optional.empty();
        }
        if (!(layer.operator() instanceof Operator.Pointwise pointwise)) {
            return Optional.empty();
        }
        Constant operand = layer.constants().get(0);
        return StoredNumbers.of(operand).flatMap(numbers -> switch (pointwise.function()) {
            case CAST -> cast(operand, numbers, layer.ofm());
            case DEQUANTIZE -> dequantize(operand, numbers, layer.ofm(), graph);
            case QUANTIZE -> quantize(operand, numbers, layer.ofm(), graph);
            default -> Optional.empty();
        });
    }

    private static Optional<ByteBuffer> integers(Operator.Elementwise operator, Layer layer) {
        FeatureMap ofm = layer.ofm();
        Constant left = layer.constants().get(0);
        Constant right = layer.constants().get(1);
        boolean isPlain = isPlainInteger(left.type(), left.quantization())
                && isPlainInteger(right.type(), right.quantization())
                && isPlainInteger(ofm.type(), ofm.quantization())
                && ofm.shape().elements() <= MOST_INTEGERS;
        Optional<StoredNumbers> a = isPlain ? broadcast(left, ofm) : Optional.empty();
        Optional<StoredNumbers> b = isPlain ? broadcast(right, ofm) : Optional.empty();
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer result = allocate(a.get().count(), ofm.type());
        try {
            for (int i = 0; i < a.get().count(); i++) {
                Optional<Long> value =
                        apply(operator.kind(), a.get().integer(i), b.get().integer(i));
                if (value.isEmpty() || !put(result, ofm.type(), value.get())) {
                    return Optional.empty();
                }
            }
        } catch (ArithmeticException overflowOrZeroDivisor) {
            return Optional.empty();
        }
        return Optional.of(result.flip());
    }

    private static Optional<StoredNumbers> broadcast(Constant operand, FeatureMap ofm) {
        return StoredNumbers.of(operand)
                .map(numbers -> ConstantMovement.broadcast(operand, numbers, ofm.shape()))
                .flatMap(bytes -> StoredNumbers.of(new Constant(
                        operand.name(),
                        ofm.shape(),
                        operand.type(),
                        operand.quantization(),
                        new Constant.Present(bytes))));
    }

    private static Optional<Long> apply(Operator.Elementwise.Kind kind, long a, long b) {
        return switch (kind) {
            case ADD -> Optional.of(Math.addExact(a, b));
            case SUBTRACT -> Optional.of(Math.subtractExact(a, b));
            case MULTIPLY -> Optional.of(Math.multiplyExact(a, b));
            case DIVIDE -> Optional.of(a / b);
            case MAXIMUM -> Optional.of(Math.max(a, b));
            case MINIMUM -> Optional.of(Math.min(a, b));
            case SQUARED_DIFFERENCE, POWER -> Optional.empty();
        };
    }

    private static Optional<ByteBuffer> cast(Constant operand, StoredNumbers numbers, FeatureMap ofm) {
        boolean isPlain = isPlainInteger(operand.type(), operand.quantization())
                && !ofm.quantization().isQuantized()
                && numbers.count() <= MOST_INTEGERS;
        boolean toFloat = ofm.type() == ElementType.FLOAT32;
        if (!isPlain || !(toFloat || isPlainInteger(ofm.type(), ofm.quantization()))) {
            return Optional.empty();
        }
        ByteBuffer result = allocate(numbers.count(), ofm.type());
        for (int i = 0; i < numbers.count(); i++) {
            if (toFloat) {
                result.putFloat((float) numbers.integer(i));
            } else if (!put(result, ofm.type(), numbers.integer(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(result.flip());
    }

    /** {@code scale * (stored - zeroPoint)}: exact in double, rounded once to float. */
    private static Optional<ByteBuffer> dequantize(
            Constant operand, StoredNumbers numbers, FeatureMap ofm, Graph graph) {
        Quantization quantization = operand.quantization();
        boolean isKnown = isInteger(operand.type())
                && quantization.isQuantized()
                && slicesFit(operand)
                && ofm.type() == ElementType.FLOAT32
                && reserve(numbers.count(), ofm.type(), graph);
        if (!isKnown) {
            return Optional.empty();
        }
        int slices = quantization.scales().length();
        long sliceElements = slices == 1 ? 1 : elementsBehind(operand, quantization.axis());
        ByteBuffer result = allocate(numbers.count(), ofm.type());
        for (int i = 0; i < numbers.count(); i++) {
            int slice = (int) (i / sliceElements % slices);
            double distance = numbers.integer(i) - quantization.zeroPoints().get(slice);
            result.putFloat((float) (quantization.scales().get(slice) * distance));
        }
        return Optional.of(result.flip());
    }

    private static boolean slicesFit(Constant operand) {
        Quantization quantization = operand.quantization();
        return !quantization.isPerChannel()
                || (quantization.axis() >= 0
                        && quantization.axis() < operand.shape().rank()
                        && operand.shape().dimension(quantization.axis())
                                == quantization.scales().length());
    }

    private static long elementsBehind(Constant operand, int axis) {
        long elements = 1;
        for (int i = axis + 1; i < operand.shape().rank(); i++) {
            elements *= operand.shape().dimension(i);
        }
        return elements;
    }

    /** {@code round(value / scale) + zeroPoint}, ties away from zero, in float as runtimes do it; then saturated. */
    private static Optional<ByteBuffer> quantize(Constant operand, StoredNumbers numbers, FeatureMap ofm, Graph graph) {
        Quantization quantization = ofm.quantization();
        boolean isKnown = operand.type() == ElementType.FLOAT32
                && (ofm.type() == ElementType.INT8 || ofm.type() == ElementType.UINT8)
                && quantization.scales().length() == 1
                && reserve(numbers.count(), ofm.type(), graph);
        if (!isKnown) {
            return Optional.empty();
        }
        float scale = (float) quantization.scales().get(0);
        long least = ofm.type() == ElementType.INT8 ? Byte.MIN_VALUE : 0;
        ByteBuffer result = allocate(numbers.count(), ofm.type());
        for (int i = 0; i < numbers.count(); i++) {
            float steps = (float) numbers.value(i) / scale;
            long rounded = (long) (Math.signum(steps) * Math.floor(Math.abs((double) steps) + 0.5));
            long shifted = Math.max(-1_000_000, Math.min(1_000_000, rounded))
                    + quantization.zeroPoints().get(0);
            result.put((byte) Math.max(least, Math.min(least + 255, shifted)));
        }
        return Optional.of(result.flip());
    }

    private static boolean reserve(int count, ElementType type, Graph graph) {
        long bytes = (long) count * type.bits() / Byte.SIZE;
        return Windows.isSize(bytes) && graph.reserveConstantBytes(bytes);
    }

    private static ByteBuffer allocate(int count, ElementType type) {
        return ByteBuffer.allocate(Math.multiplyExact(count, type.bits() / Byte.SIZE))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean isPlainInteger(ElementType type, Quantization quantization) {
        return isInteger(type) && !quantization.isQuantized();
    }

    private static boolean isInteger(ElementType type) {
        return switch (type) {
            case INT8, UINT8, INT16, INT32, INT64 -> true;
            case INT4, FLOAT16, FLOAT32, BOOL -> false;
        };
    }

    /** Appends an integer; false if it does not fit the type. */
    private static boolean put(ByteBuffer result, ElementType type, long value) {
        boolean isUnsigned = type == ElementType.UINT8;
        long least = isUnsigned ? 0 : -1L << (type.bits() - 1);
        long most = isUnsigned ? 255 : ~least;
        if (value < least || value > most) {
            return false;
        }
        switch (type) {
            case INT16 -> result.putShort((short) value);
            case INT32 -> result.putInt((int) value);
            case INT64 -> result.putLong(value);
            default -> result.put((byte) value);
        }
        return true;
    }
}
