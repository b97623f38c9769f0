package dev.shingle.sim.units;

import com.google.common.base.Preconditions;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For one dimension of the grid (rows over the batch, or columns): the input rows or columns that each position needs,
 * ascending and distinct. Filled by running over positions and taps; a tap that falls into the padding adds nothing.
 *
 * <p>Operators whose rows and columns are independent of each other are two such tables: the pixels that a rectangle of
 * output pixels needs are the needed rows crossed with the needed columns.
 */
final class TapTable {

    private final int[][] inputs;

    private TapTable(int[][] inputs) {
        this.inputs = inputs;
    }

    /** Inputs that position {@code first} up to {@code end} (exclusive) need together. */
    int[] inputs(int first, int end) {
        if (end - first == 1) {
            return inputs[first];
        }
        BitSet needed = new BitSet();
        for (int position = first; position < end; position++) {
            for (int input : inputs[position]) {
                needed.set(input);
            }
        }
        return needed.stream().toArray();
    }

    /** A sliding window within each of {@code images} images. */
    static TapTable window(int images, int inputs, int outputs, int kernel, int stride, int dilation, int before) {
        List<List<Integer>> table = empty(images * outputs);
        for (int image = 0; image < images; image++) {
            for (int output = 0; output < outputs; output++) {
                for (int tap = 0; tap < kernel; tap++) {
                    long input = (long) output * stride - before + (long) tap * dilation;
                    if (input >= 0 && input < inputs) {
                        table.get(image * outputs + output).add(image * inputs + (int) input);
                    }
                }
            }
        }
        return new TapTable(arrays(table));
    }

    /** A transposed window: every input is added into as many outputs as there are taps. */
    static TapTable transposedWindow(int images, int inputs, int outputs, int kernel, int stride, int cropped) {
        List<List<Integer>> table = empty(images * outputs);
        for (int image = 0; image < images; image++) {
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < kernel; tap++) {
                    long output = (long) input * stride - cropped + tap;
                    if (output >= 0 && output < outputs) {
                        table.get(image * outputs + (int) output).add(image * inputs + input);
                    }
                }
            }
        }
        return new TapTable(arrays(table));
    }

    /** Interpolation within each of {@code images} images. */
    static TapTable resize(int images, int inputs, int outputs, Operator.Resize resize, ElementType type) {
        ResizeTaps taps = new ResizeTaps(resize, type, inputs, outputs);
        List<List<Integer>> table = empty(images * outputs);
        for (int image = 0; image < images; image++) {
            for (int output = 0; output < outputs; output++) {
                List<Integer> needed = table.get(image * outputs + output);
                needed.add(image * inputs + taps.lower(output));
                if (taps.upper(output) != taps.lower(output)) {
                    needed.add(image * inputs + taps.upper(output));
                }
            }
        }
        return new TapTable(arrays(table));
    }

    /** Rows of an element-wise operand: all dimensions but the last two, each either equal or broadcast from size 1. */
    static TapTable broadcastRows(Shape operand, Shape result) {
        int rows = OutputGrid.of(result).rows();
        int[][] table = new int[rows][];
        for (int row = 0; row < rows; row++) {
            int rest = row;
            int input = 0;
            int inputStride = 1;
            for (int position = 3; position <= Math.max(operand.rank(), result.rank()); position++) {
                int outputSize = sizeFromEnd(result, position);
                int inputSize = sizeFromEnd(operand, position);
                input += broadcast(rest % outputSize, inputSize, outputSize) * inputStride;
                rest /= outputSize;
                inputStride *= inputSize;
            }
            table[row] = new int[] {input};
        }
        return new TapTable(table);
    }

    /** Columns of an element-wise operand. */
    static TapTable broadcastColumns(Shape operand, Shape result) {
        int[][] table = IntStream.range(0, result.width())
                .mapToObj(column -> new int[] {broadcast(column, operand.width(), result.width())})
                .toArray(int[][]::new);
        return new TapTable(table);
    }

    private static int broadcast(int index, int inputSize, int outputSize) {
        Preconditions.checkArgument(
                inputSize == outputSize || inputSize == 1,
                "an operand of size %s cannot be broadcast to %s",
                inputSize,
                outputSize);
        return inputSize == 1 ? 0 : index;
    }

    private static int sizeFromEnd(Shape shape, int position) {
        return position <= shape.rank() ? shape.dimension(shape.rank() - position) : 1;
    }

    private static List<List<Integer>> empty(int positions) {
        List<List<Integer>> table = new ArrayList<>(positions);
        for (int position = 0; position < positions; position++) {
            table.add(new ArrayList<>(4));
        }
        return table;
    }

    private static int[][] arrays(List<List<Integer>> table) {
        return table.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
