package dev.shingle.networks.simplify;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Computes now what depends on constants and shapes only, and lets the readers have the constant.
 *
 * <ul>
 *   <li>Shapes are static, so SHAPE is a constant; so is the integer arithmetic on it.
 *   <li>Reshape, transpose, slice, concatenation and stack of constants move bytes of any type.
 *   <li>DEQUANTIZE of half floats gives its own operand: the constant stays FLOAT16, which is what the weight memory holds;
 *       whoever computes with it widens each element, which is exact. Every other (de)quantisation makes new contents.
 *   <li>A constant without contents gives one without contents: shape and type are all that sizing needs.
 * </ul>
 *
 * A network output cannot be a constant: its layer stays, only the other readers of the result get the constant. New
 * contents are limited in sum ({@link Graph#reserveConstantBytes}), what goes beyond is left alone.
 */
final class ConstantFolding implements Pass {

    @Override
    public String name() {
        return "fold-constants";
    }

    @Override
    public String description() {
        return "computes what depends on constants and shapes only";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        boolean isRead =
                layer.outputs().size() == 1 && !graph.readers(layer.ofm()).isEmpty();
        if (!isRead || ShapeInference.problemIn(layer).isPresent()) {
            return Optional.empty();
        }
        return constant(layer, graph).map(constant -> {
            graph.redirect(layer.ofm(), constant);
            if (!graph.isOutput(layer.ofm())) {
                graph.remove(layer);
            }
            return Layers.label(layer) + " is the constant " + constant.name();
        });
    }

    private static Optional<Constant> constant(Layer layer, Graph graph) {
        FeatureMap ofm = layer.ofm();
        if (layer.operator() instanceof Operator.ShapeOf) {
            return shapeOf(layer.operands().get(0).shape(), ofm.type()).map(bytes -> named(ofm, ofm.type(), bytes));
        }
        boolean isConstant = layer.inputs().isEmpty() && !layer.operands().isEmpty();
        if (!isConstant || layer.operator() instanceof Operator.Opaque) {
            return Optional.empty();
        }
        Constant first = layer.constants().get(0);
        if (isHalfWidening(layer)) {
            return Optional.of(first);
        }
        if (!layer.constants().stream().allMatch(operand -> operand.contents().isPresent())) {
            return Optional.of(
                    new Constant(ofm.name(), ofm.shape(), ofm.type(), ofm.quantization(), new Constant.Absent()));
        }
        Optional<ByteBuffer> moved = ConstantMovement.evaluate(layer, graph);
        return moved.isPresent()
                ? moved.map(bytes -> named(ofm, first.type(), bytes))
                : ConstantArithmetic.evaluate(layer, graph).map(bytes -> named(ofm, ofm.type(), bytes));
    }

    private static boolean isHalfWidening(Layer layer) {
        Operand operand = layer.operands().get(0);
        return layer.operator() instanceof Operator.Pointwise pointwise
                && (pointwise.function() == Operator.Pointwise.Function.DEQUANTIZE
                        || pointwise.function() == Operator.Pointwise.Function.CAST)
                && operand.type() == ElementType.FLOAT16
                && operand.quantization().equals(Quantization.NONE)
                && layer.ofm().type() == ElementType.FLOAT32;
    }

    private static Constant named(FeatureMap map, ElementType type, ByteBuffer bytes) {
        return new Constant(map.name(), map.shape(), type, map.quantization(), new Constant.Present(bytes));
    }

    private static Optional<ByteBuffer> shapeOf(Shape shape, ElementType type) {
        if (type != ElementType.INT32 && type != ElementType.INT64) {
            return Optional.empty();
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(shape.rank() * type.bits() / Byte.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < shape.rank(); i++) {
            if (type == ElementType.INT32) {
                bytes.putInt(shape.dimension(i));
            } else {
                bytes.putLong(shape.dimension(i));
            }
        }
        return Optional.of(bytes.flip());
    }
}
