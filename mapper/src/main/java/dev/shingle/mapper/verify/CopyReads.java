package dev.shingle.mapper.verify;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Optional;

/**
 * Operators that move elements: each element of the grid has one source, or none. Also the fully connected layer, whose
 * pixel v reads the elements [v*K, (v+1)*K) whatever the shape they stand in.
 */
record CopyReads(Shape operand, Source source) implements OperandReads {

    private static final long NONE = -1;

    /** Flat number of the operand's element that an element of the grid is a copy of; -1 for none. */
    interface Source {
        long of(int row, int column, int channel);
    }

    static Optional<OperandReads> of(Operator operator, Shape grid, Shape operand) {
        if (operator instanceof Operator.FullyConnected) {
            return Optional.of(new Vectors(operand, grid));
        }
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            return Optional.of(new CopyReads(operand, (r, c, channel) -> flat(grid, r, c, channel)));
        }
        if (operator instanceof Operator.Transpose transpose) {
            return Optional.of(transposed(transpose, grid, operand));
        }
        if (operator instanceof Operator.DepthToSpace space) {
            return Optional.of(depthToSpace(space.block(), grid, operand));
        }
        if (operator instanceof Operator.SpaceToDepth depth) {
            return Optional.of(spaceToDepth(depth.block(), operand));
        }
        if (operator instanceof Operator.SpaceToBatch batch) {
            return Optional.of(spaceToBatch(batch, grid, operand));
        }
        if (operator instanceof Operator.BatchToSpace space) {
            return Optional.of(batchToSpace(space, grid, operand));
        }
        return Optional.empty();
    }

    @Override
    public void visit(int row, int column, int firstChannel, int endChannel, Visitor visitor) {
        for (int channel = firstChannel; channel < endChannel; channel++) {
            long element = source.of(row, column, channel);
            if (element != NONE) {
                int from = (int) (element % operand.channels());
                visitor.read(element / operand.channels(), from, from + 1);
            }
        }
    }

    @Override
    public boolean isSameForAllGroups() {
        return false;
    }

    static CopyReads packed(Shape grid, Shape operand, int axis, int position) {
        int[] gridSizes = grid.dimensions().toArray();
        int[] operandSizes = operand.dimensions().toArray();
        return new CopyReads(operand, (row, column, channel) -> {
            int[] indices = Dimensions.indices(flat(grid, row, column, channel), gridSizes);
            if (indices[axis] != position) {
                return NONE;
            }
            int[] rest = new int[operandSizes.length];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = indices[i < axis ? i : i + 1];
            }
            return Dimensions.flat(rest, operandSizes);
        });
    }

    private static CopyReads transposed(Operator.Transpose transpose, Shape grid, Shape operand) {
        int[] gridSizes = grid.dimensions().toArray();
        int[] operandSizes = operand.dimensions().toArray();
        int[] permutation = transpose.permutation().toArray();
        return new CopyReads(operand, (row, column, channel) -> {
            int[] indices = Dimensions.indices(flat(grid, row, column, channel), gridSizes);
            int[] from = new int[indices.length];
            for (int i = 0; i < indices.length; i++) {
                from[permutation[i]] = indices[i];
            }
            return Dimensions.flat(from, operandSizes);
        });
    }

    private static CopyReads depthToSpace(int block, Shape grid, Shape operand) {
        return new CopyReads(operand, (row, column, channel) -> {
            int place = row % block * block + column % block;
            return flat(operand, row / block, column / block, place * grid.channels() + channel);
        });
    }

    private static CopyReads spaceToDepth(int block, Shape operand) {
        return new CopyReads(operand, (row, column, channel) -> {
            int place = channel / operand.channels();
            int y = row * block + place / block;
            return flat(operand, y, column * block + place % block, channel % operand.channels());
        });
    }

    private static CopyReads spaceToBatch(Operator.SpaceToBatch operator, Shape grid, Shape operand) {
        return new CopyReads(operand, (row, column, channel) -> {
            int image = row / grid.height();
            int place = image / operand.batch();
            int y = row % grid.height() * operator.blockHeight()
                    + place / operator.blockWidth()
                    - operator.padding().top();
            int x = column * operator.blockWidth()
                    + place % operator.blockWidth()
                    - operator.padding().left();
            if (y < 0 || y >= operand.height() || x < 0 || x >= operand.width()) {
                return NONE;
            }
            return flat(operand, image % operand.batch() * operand.height() + y, x, channel);
        });
    }

    private static CopyReads batchToSpace(Operator.BatchToSpace operator, Shape grid, Shape operand) {
        return new CopyReads(operand, (row, column, channel) -> {
            int y = row % grid.height() + operator.crop().top();
            int x = column + operator.crop().left();
            int place = y % operator.blockHeight() * operator.blockWidth() + x % operator.blockWidth();
            int image = place * grid.batch() + row / grid.height();
            int from = image * operand.height() + y / operator.blockHeight();
            return flat(operand, from, x / operator.blockWidth(), channel);
        });
    }

    private static long flat(Shape shape, int row, int column, int channel) {
        return ((long) row * shape.width() + column) * shape.channels() + channel;
    }

    private record Vectors(Shape operand, Shape grid) implements OperandReads {

        @Override
        public void visit(int row, int column, int firstChannel, int endChannel, Visitor visitor) {
            long length = operand.elements() / grid.pixels();
            long from = ((long) row * grid.width() + column) * length;
            long end = from + length;
            while (from < end) {
                int channel = (int) (from % operand.channels());
                int run = (int) Math.min(end - from, operand.channels() - channel);
                visitor.read(from / operand.channels(), channel, channel + run);
                from += run;
            }
        }

        @Override
        public boolean isSameForAllGroups() {
            return true;
        }
    }
}
