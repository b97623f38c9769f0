package dev.shingle.sim.kernels.twin;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.List;

/** The operators of {@link Twin} that only move elements. */
final class TwinMoves {

    private final Layer layer;
    private final List<double[]> operands;

    TwinMoves(Layer layer, List<double[]> operands) {
        this.layer = layer;
        this.operands = operands;
    }

    private Shape shape() {
        return layer.operands().get(0).shape();
    }

    private double at(int... index) {
        return operands.get(0)[Index.flat(index, shape())];
    }

    double element(int[] at, int result) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            return operands.get(0)[Index.flat(at, layer.ofm().shape())];
        } else if (operator instanceof Operator.Concatenation it) {
            return concatenated(it.axis(), at);
        } else if (operator instanceof Operator.Pack it) {
            return packed(it.axis(), at);
        } else if (operator instanceof Operator.Split it) {
            return split(it.axis(), at, result);
        } else if (operator instanceof Operator.Transpose it) {
            int[] from = new int[at.length];
            for (int i = 0; i < at.length; i++) {
                from[it.permutation().get(i)] = at[i];
            }
            return at(from);
        } else if (operator instanceof Operator.Slice it) {
            int[] from = new int[at.length];
            for (int i = 0; i < at.length; i++) {
                from[i] = it.begin().get(i) + at[i] * it.strides().get(i);
            }
            return at(from);
        } else if (operator instanceof Operator.Pad it) {
            return padded(it, at);
        }
        return image(operator, at);
    }

    private double image(Operator operator, int[] at) {
        if (operator instanceof Operator.DepthToSpace it) {
            int block = it.block();
            int position = at[1] % block * block + at[2] % block;
            return at(
                    at[0],
                    at[1] / block,
                    at[2] / block,
                    position * layer.ofm().shape().channels() + at[3]);
        } else if (operator instanceof Operator.SpaceToDepth it) {
            int position = at[3] / shape().channels();
            return at(
                    at[0],
                    at[1] * it.block() + position / it.block(),
                    at[2] * it.block() + position % it.block(),
                    at[3] % shape().channels());
        } else if (operator instanceof Operator.SpaceToBatch it) {
            int position = at[0] / shape().batch();
            int row = at[1] * it.blockHeight()
                    + position / it.blockWidth()
                    - it.padding().top();
            int column = at[2] * it.blockWidth()
                    + position % it.blockWidth()
                    - it.padding().left();
            boolean isInside = row >= 0 && row < shape().height() && column >= 0 && column < shape().width();
            return isInside ? at(at[0] % shape().batch(), row, column, at[3]) : 0;
        } else if (operator instanceof Operator.BatchToSpace it) {
            int row = at[1] + it.crop().top();
            int column = at[2] + it.crop().left();
            int position = row % it.blockHeight() * it.blockWidth() + column % it.blockWidth();
            int images = layer.ofm().shape().batch();
            return at(position * images + at[0], row / it.blockHeight(), column / it.blockWidth(), at[3]);
        }
        throw new AssertionError("no twin of " + operator);
    }

    private double concatenated(int axis, int[] at) {
        int[] from = at.clone();
        int operand = 0;
        while (from[axis] >= layer.operands().get(operand).shape().dimension(axis)) {
            from[axis] -= layer.operands().get(operand++).shape().dimension(axis);
        }
        return operands.get(operand)[
                Index.flat(from, layer.operands().get(operand).shape())];
    }

    private double packed(int axis, int[] at) {
        int[] from = new int[at.length - 1];
        for (int i = 0; i < from.length; i++) {
            from[i] = at[i < axis ? i : i + 1];
        }
        return operands.get(at[axis])[Index.flat(from, shape())];
    }

    private double split(int axis, int[] at, int result) {
        int[] from = at.clone();
        for (int before = 0; before < result; before++) {
            from[axis] += layer.outputs().get(before).shape().dimension(axis);
        }
        return at(from);
    }

    private double padded(Operator.Pad pad, int[] at) {
        int[] from = at.clone();
        for (int i = 0; i < at.length; i++) {
            int size = shape().dimension(i);
            from[i] -= pad.before().get(i);
            switch (pad.mode()) {
                case CONSTANT -> {
                    if (from[i] < 0 || from[i] >= size) {
                        return operands.size() > 1 ? operands.get(1)[0] : 0;
                    }
                }
                case REFLECT -> {
                    from[i] = Math.abs(from[i]);
                    from[i] = from[i] < size ? from[i] : 2 * size - 2 - from[i];
                }
                case SYMMETRIC -> {
                    from[i] = from[i] < 0 ? -1 - from[i] : from[i];
                    from[i] = from[i] < size ? from[i] : 2 * size - 1 - from[i];
                }
            }
        }
        return at(from);
    }
}
