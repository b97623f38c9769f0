package dev.shingle.sim.literal;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * For operators that only move data: where every operand element goes. Sources are scattered to destinations, while
 * {@code sim.units} gathers; padding, which copies an element to several places, is gathered here too.
 */
final class LiteralMoves {

    /** An element of one of the operands. */
    record Source(int operand, long element) {}

    private final Operation operation;
    private final Shape result;
    private final Map<Long, Source> sources = new LinkedHashMap<>();

    private LiteralMoves(Operation operation) {
        this.operation = operation;
        result = operation.results().get(0).shape();
    }

    /** Source of each result element that has one, by flat position; empty for operators that compute. */
    static Map<Long, Source> of(Operation operation) {
        LiteralMoves moves = new LiteralMoves(operation);
        if (operation.operator() instanceof Operator.Pad pad) {
            moves.pad(pad);
        } else if (operation.operator() instanceof Operator.Slice slice) {
            moves.slice(slice);
        } else {
            for (int operand = 0; operand < operation.operands().size(); operand++) {
                Shape shape = operation.operands().get(operand).shape();
                for (long element = 0; element < shape.elements(); element++) {
                    moves.scatter(operand, shape, element);
                }
            }
        }
        return moves.sources;
    }

    private void scatter(int operand, Shape shape, long element) {
        Operator operator = operation.operator();
        int[] from = Element.coordinates(shape, element);
        Source source = new Source(operand, element);
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            sources.put(element, source);
        } else if (operator instanceof Operator.Concatenation concatenation) {
            for (int before = 0; before < operand; before++) {
                from[concatenation.axis()] +=
                        operation.operands().get(before).shape().dimension(concatenation.axis());
            }
            put(source, from);
        } else if (operator instanceof Operator.Pack pack) {
            int[] to = new int[from.length + 1];
            for (int axis = 0; axis < to.length; axis++) {
                to[axis] = axis == pack.axis() ? operand : from[axis < pack.axis() ? axis : axis - 1];
            }
            put(source, to);
        } else if (operator instanceof Operator.Transpose transpose) {
            int[] to = new int[from.length];
            for (int axis = 0; axis < to.length; axis++) {
                to[axis] = from[transpose.permutation().get(axis)];
            }
            put(source, to);
        } else {
            scatterImage(shape, from, source);
        }
    }

    private void scatterImage(Shape shape, int[] from, Source source) {
        Operator operator = operation.operator();
        if (operator instanceof Operator.DepthToSpace depthToSpace) {
            int block = depthToSpace.block();
            int sub = from[3] / result.channels();
            put(
                    source,
                    from[0],
                    from[1] * block + sub / block,
                    from[2] * block + sub % block,
                    from[3] % result.channels());
        } else if (operator instanceof Operator.SpaceToDepth spaceToDepth) {
            int block = spaceToDepth.block();
            int sub = (from[1] % block) * block + from[2] % block;
            put(source, from[0], from[1] / block, from[2] / block, sub * shape.channels() + from[3]);
        } else if (operator instanceof Operator.SpaceToBatch toBatch) {
            int row = from[1] + toBatch.padding().top();
            int column = from[2] + toBatch.padding().left();
            int sub = (row % toBatch.blockHeight()) * toBatch.blockWidth() + column % toBatch.blockWidth();
            put(
                    source,
                    sub * shape.batch() + from[0],
                    row / toBatch.blockHeight(),
                    column / toBatch.blockWidth(),
                    from[3]);
        } else if (operator instanceof Operator.BatchToSpace toSpace) {
            int sub = from[0] / result.batch();
            int row = from[1] * toSpace.blockHeight()
                    + sub / toSpace.blockWidth()
                    - toSpace.crop().top();
            int column = from[2] * toSpace.blockWidth()
                    + sub % toSpace.blockWidth()
                    - toSpace.crop().left();
            if (row >= 0 && row < result.height() && column >= 0 && column < result.width()) {
                put(source, from[0] % result.batch(), row, column, from[3]);
            }
        }
    }

    private void put(Source source, int... to) {
        sources.put(Element.flat(result, to), source);
    }

    private void slice(Operator.Slice slice) {
        Shape shape = operation.operands().get(0).shape();
        for (long element = 0; element < result.elements(); element++) {
            int[] to = Element.coordinates(result, element);
            int[] from = new int[shape.rank()];
            int shift = from.length - to.length;
            for (int axis = 0; axis < from.length; axis++) {
                from[axis] = slice.begin().get(axis);
                for (int i = 0; axis >= shift && i < to[axis - shift]; i++) {
                    from[axis] += slice.strides().get(axis);
                }
            }
            sources.put(element, new Source(0, Element.flat(shape, from)));
        }
    }

    private void pad(Operator.Pad pad) {
        Shape shape = operation.operands().get(0).shape();
        for (long element = 0; element < result.elements(); element++) {
            int[] at = Element.coordinates(result, element);
            boolean isInside = true;
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] -= pad.before().get(axis);
                int size = shape.dimension(axis);
                boolean isBefore = at[axis] < 0;
                boolean isBehind = at[axis] >= size;
                isInside &= !isBefore && !isBehind;
                int distance = isBefore ? -at[axis] : at[axis] - (size - 1);
                int inward = pad.mode() == Operator.Pad.Mode.REFLECT ? distance : distance - 1;
                at[axis] = isBefore ? inward : isBehind ? size - 1 - inward : at[axis];
            }
            if (isInside || pad.mode() != Operator.Pad.Mode.CONSTANT) {
                sources.put(element, new Source(0, Element.flat(shape, at)));
            }
        }
    }
}
