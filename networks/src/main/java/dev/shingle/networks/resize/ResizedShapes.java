package dev.shingle.networks.resize;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.stream.IntStream;

/**
 * Result shapes of a layer whose operands have another size now. Where parameters determine them that is shape inference;
 * for the others the result scales as the operand did. Throws IllegalArgumentException with the reason where it cannot.
 */
final class ResizedShapes {

    private final Layer layer;
    private final Operator operator;
    private final Shape before;
    private final Shape now;

    private ResizedShapes(Layer layer, Operator operator, Shape now) {
        this.layer = layer;
        this.operator = operator;
        this.before = layer.operands().get(0).shape();
        this.now = now;
    }

    static ImmutableList<Shape> of(Layer layer, Operator operator, ImmutableList<Operand> operands) {
        ImmutableList<Shape> shapes = operands.stream().map(Operand::shape).collect(toImmutableList());
        if (ShapeInference.determinesOutputs(operator)) {
            checkArgument(!(operator instanceof Operator.ShapeOf), "computes with the size at run time");
            return ShapeInference.outputShapes(operator, shapes);
        }
        ResizedShapes resized = new ResizedShapes(layer, operator, shapes.get(0));
        return layer.outputs().stream()
                .map(output -> resized.result(output.shape()))
                .collect(toImmutableList());
    }

    private Shape result(Shape old) {
        if (operator instanceof Operator.Resize) {
            // A view before it may have moved pixels to the channels, which are those of the operand in any case.
            return withImage(
                    with(old, old.rank() - 1, now.channels()),
                    scaled(old.height(), before.height(), now.height()),
                    scaled(old.width(), before.width(), now.width()));
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            Window window = transposed.window();
            return withImage(
                    old,
                    old.height() + (now.height() - before.height()) * window.strideHeight(),
                    old.width() + (now.width() - before.width()) * window.strideWidth());
        }
        if (operator instanceof Operator.FullyConnected) {
            return fullyConnected(old);
        }
        if (operator instanceof Operator.Split || operator instanceof Operator.Slice) {
            return cut(old);
        }
        checkArgument(!(operator instanceof Operator.Opaque), "is of unknown arithmetic");
        return reshaped(old);
    }

    /** Vectors of as many elements as the weights have inputs; one for each pixel if the channels are the vector. */
    private Shape fullyConnected(Shape old) {
        boolean isEveryPixel = old.rank() == now.rank()
                && now.channels() == layer.operands().get(1).shape().channels()
                && IntStream.range(0, old.rank() - 1).allMatch(i -> old.dimension(i) == before.dimension(i));
        checkArgument(
                isEveryPixel || now.elements() == before.elements(),
                "has weights for an operand of %s, not %s",
                before,
                now);
        return isEveryPixel ? with(now, now.rank() - 1, old.channels()) : old;
    }

    /** Axes that are taken whole stay so; others must not have changed. */
    private Shape cut(Shape old) {
        Shape shape = old;
        for (int axis = 0; axis < old.rank(); axis++) {
            if (now.dimension(axis) != before.dimension(axis)) {
                checkArgument(
                        old.dimension(axis) == before.dimension(axis) && isTakenWhole(axis),
                        "takes a part of axis %s, which has changed",
                        axis);
                shape = with(shape, axis, now.dimension(axis));
            }
        }
        return shape;
    }

    private boolean isTakenWhole(int axis) {
        return operator instanceof Operator.Split
                || (operator instanceof Operator.Slice slice && slice.strides().get(axis) == 1);
    }

    /**
     * Height and width that stand side by side in the result change with the operand's; otherwise the one dimension that
     * counts pixels takes the whole change.
     */
    private Shape reshaped(Shape old) {
        if (now.elements() == before.elements()) {
            return old;
        }
        for (int axis = 0; before.height() > 1 && axis + 1 < old.rank(); axis++) {
            if (old.dimension(axis) == before.height() && old.dimension(axis + 1) == before.width()) {
                Shape shape = with(with(old, axis, now.height()), axis + 1, now.width());
                if (shape.elements() == now.elements()) {
                    return shape;
                }
            }
        }
        int[] counting = IntStream.range(0, old.rank())
                .filter(axis -> old.dimension(axis) > 1 && isWholeNumber(old.dimension(axis)))
                .toArray();
        checkArgument(
                counting.length == 1, "makes %s of %s, and it is not clear what it makes of %s", old, before, now);
        int axis = counting[0];
        return with(old, axis, Math.toIntExact(old.dimension(axis) * now.elements() / before.elements()));
    }

    private boolean isWholeNumber(int dimension) {
        long pixels = before.height() > 1 ? (long) before.height() * before.width() : before.elements();
        return (dimension % pixels == 0 || before.height() == 1)
                && Math.multiplyExact(dimension, now.elements()) % before.elements() == 0;
    }

    private static int scaled(int old, int before, int now) {
        long product = (long) old * now;
        checkArgument(product % before == 0, "scales %s to %s, which %s pixels do not divide into", before, old, now);
        return Math.toIntExact(product / before);
    }

    private static Shape withImage(Shape shape, int height, int width) {
        return with(with(shape, shape.rank() - 3, height), shape.rank() - 2, width);
    }

    private static Shape with(Shape shape, int axis, int extent) {
        int[] dimensions = shape.dimensions().toArray();
        dimensions[axis] = extent;
        return Shape.of(dimensions);
    }
}
