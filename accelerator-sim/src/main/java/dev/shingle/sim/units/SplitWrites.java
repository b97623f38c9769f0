package dev.shingle.sim.units;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Shape;

/**
 * Writes of a split: every operand element of the unit goes to the result that owns its index along the axis. An element
 * in a result's last channel takes the padding lanes behind it along.
 */
final class SplitWrites {

    private final int axis;
    private final Shape operand;
    private final ImmutableList<Shape> results;
    private final ImmutableList<WordRuns> runs;
    private final int[] index;

    SplitWrites(int axis, Shape operand, ImmutableList<Shape> results, ImmutableList<WordRuns> runs) {
        this.axis = axis;
        this.operand = operand;
        this.results = results;
        this.runs = runs;
        index = new int[operand.rank()];
        long parts =
                results.stream().mapToLong(result -> result.dimension(axis)).sum();
        checkArgument(parts == operand.dimension(axis), "%s does not split into %s", operand, results);
    }

    void write(Region unit) {
        for (int row = unit.firstRow; row < unit.endRow; row++) {
            for (int column = unit.firstColumn; column < unit.endColumn; column++) {
                long pixel = (long) row * operand.width() + column;
                for (int channel = unit.firstChannel; channel < unit.endChannel; channel++) {
                    ElementIndex.ofPixel(pixel, operand, index);
                    index[index.length - 1] = channel;
                    writeElement();
                }
            }
        }
        runs.forEach(WordRuns::flush);
    }

    private void writeElement() {
        int result = 0;
        while (index[axis] >= results.get(result).dimension(axis)) {
            index[axis] -= results.get(result).dimension(axis);
            result++;
        }
        Shape shape = results.get(result);
        long element = ElementIndex.flat(shape, index);
        int channel = (int) (element % shape.channels());
        runs.get(result).channelsAndPadding(element / shape.channels(), channel, channel + 1);
    }
}
