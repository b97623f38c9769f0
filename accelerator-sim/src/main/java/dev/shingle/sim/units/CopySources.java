package dev.shingle.sim.units;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import java.util.Optional;

/** The source of every element, for each operator that only moves data. */
final class CopySources {

    private CopySources() {}

    /** Empty for an operator that computes something. */
    static Optional<CopySource> of(Operation operation) {
        Operator operator = operation.operator();
        ImmutableList<Shape> operands =
                operation.operands().stream().map(TensorUse::shape).collect(toImmutableList());
        Shape result = operation.results().get(0).shape();
        if (operator instanceof Operator.Concatenation concatenation) {
            return Optional.of(new ConcatenationSource(concatenation.axis(), operands));
        } else if (operator instanceof Operator.Pack pack) {
            return Optional.of(new PackSource(pack.axis(), operands));
        } else if (operator instanceof Operator.Pad pad) {
            return Optional.of(pad(pad, operands.get(0)));
        } else if (operator instanceof Operator.Slice slice) {
            return Optional.of(slice(slice, operands.get(0), result));
        } else if (operator instanceof Operator.Transpose transpose) {
            return Optional.of(transpose(transpose, operands.get(0)));
        } else if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            return Optional.of(index -> ElementIndex.flat(result, index));
        }
        return images(operator, operands, result);
    }

    private static Optional<CopySource> images(Operator operator, ImmutableList<Shape> operands, Shape result) {
        if (operator instanceof Operator.DepthToSpace depthToSpace) {
            return Optional.of(depthToSpace(depthToSpace.block(), image(operands.get(0)), image(result)));
        } else if (operator instanceof Operator.SpaceToDepth spaceToDepth) {
            return Optional.of(spaceToDepth(spaceToDepth.block(), image(operands.get(0))));
        } else if (operator instanceof Operator.SpaceToBatch spaceToBatch) {
            return Optional.of(spaceToBatch(spaceToBatch, image(operands.get(0))));
        } else if (operator instanceof Operator.BatchToSpace batchToSpace) {
            return Optional.of(batchToSpace(batchToSpace, image(operands.get(0)), image(result)));
        }
        return Optional.empty();
    }

    private static Shape image(Shape shape) {
        checkArgument(shape.rank() == 4, "%s is not a batch of images", shape);
        return shape;
    }

    private record ConcatenationSource(int axis, ImmutableList<Shape> operands) implements CopySource {

        @Override
        public int operand(int[] index) {
            int operand = 0;
            int end = operands.get(0).dimension(axis);
            while (index[axis] >= end) {
                operand++;
                end += operands.get(operand).dimension(axis);
            }
            return operand;
        }

        @Override
        public long element(int[] index) {
            int[] source = index.clone();
            for (int before = 0; before < operand(index); before++) {
                source[axis] -= operands.get(before).dimension(axis);
            }
            return ElementIndex.flat(operands.get(operand(index)), source);
        }
    }

    private record PackSource(int axis, ImmutableList<Shape> operands) implements CopySource {

        @Override
        public int operand(int[] index) {
            return index[axis];
        }

        @Override
        public long element(int[] index) {
            int[] source = new int[index.length - 1];
            System.arraycopy(index, 0, source, 0, axis);
            System.arraycopy(index, axis + 1, source, axis, source.length - axis);
            return ElementIndex.flat(operands.get(index[axis]), source);
        }
    }

    private static CopySource pad(Operator.Pad pad, Shape operand) {
        return index -> {
            int[] source = new int[operand.rank()];
            for (int axis = 0; axis < operand.rank(); axis++) {
                int size = operand.dimension(axis);
                int position = index[axis] - pad.before().get(axis);
                if (position < 0 || position >= size) {
                    if (pad.mode() == Operator.Pad.Mode.CONSTANT) {
                        return CopySource.NONE;
                    }
                    // REFLECT does not repeat the border element, SYMMETRIC does.
                    int repeated = pad.mode() == Operator.Pad.Mode.SYMMETRIC ? 1 : 0;
                    position = position < 0 ? -position - repeated : 2 * (size - 1) - position + repeated;
                }
                source[axis] = position;
            }
            return ElementIndex.flat(operand, source);
        };
    }

    private static CopySource slice(Operator.Slice slice, Shape operand, Shape result) {
        // A result of lower rank has lost leading dimensions, of which it keeps the first index.
        int lost = operand.rank() - result.rank();
        checkArgument(lost >= 0, "a slice of %s cannot have the shape %s", operand, result);
        return index -> {
            int[] source = new int[operand.rank()];
            for (int axis = 0; axis < operand.rank(); axis++) {
                int steps = axis < lost ? 0 : index[axis - lost];
                source[axis] = slice.begin().get(axis) + steps * slice.strides().get(axis);
            }
            return ElementIndex.flat(operand, source);
        };
    }

    private static CopySource transpose(Operator.Transpose transpose, Shape operand) {
        return index -> {
            int[] source = new int[operand.rank()];
            for (int axis = 0; axis < operand.rank(); axis++) {
                source[transpose.permutation().get(axis)] = index[axis];
            }
            return ElementIndex.flat(operand, source);
        };
    }

    private static CopySource depthToSpace(int block, Shape operand, Shape result) {
        return index -> {
            int position = index[1] % block * block + index[2] % block;
            int channel = position * result.channels() + index[3];
            return ElementIndex.flat(operand, index[0], index[1] / block, index[2] / block, channel);
        };
    }

    private static CopySource spaceToDepth(int block, Shape operand) {
        return index -> {
            int position = index[3] / operand.channels();
            int channel = index[3] % operand.channels();
            int row = index[1] * block + position / block;
            int column = index[2] * block + position % block;
            return ElementIndex.flat(operand, index[0], row, column, channel);
        };
    }

    private static CopySource spaceToBatch(Operator.SpaceToBatch operator, Shape operand) {
        return index -> {
            int position = index[0] / operand.batch();
            int row = index[1] * operator.blockHeight()
                    + position / operator.blockWidth()
                    - operator.padding().top();
            int column = index[2] * operator.blockWidth()
                    + position % operator.blockWidth()
                    - operator.padding().left();
            if (row < 0 || row >= operand.height() || column < 0 || column >= operand.width()) {
                return CopySource.NONE;
            }
            return ElementIndex.flat(operand, index[0] % operand.batch(), row, column, index[3]);
        };
    }

    private static CopySource batchToSpace(Operator.BatchToSpace operator, Shape operand, Shape result) {
        Padding crop = operator.crop();
        int blockHeight = operator.blockHeight();
        int blockWidth = operator.blockWidth();
        return index -> {
            int row = index[1] + crop.top();
            int column = index[2] + crop.left();
            int position = row % blockHeight * blockWidth + column % blockWidth;
            int image = position * result.batch() + index[0];
            return ElementIndex.flat(operand, image, row / blockHeight, column / blockWidth, index[3]);
        };
    }
}
