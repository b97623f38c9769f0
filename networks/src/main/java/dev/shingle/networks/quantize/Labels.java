package dev.shingle.networks.quantize;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;

/** A number for each element of a tensor, or, if all pixels are alike, for each element of one pixel. */
final class Labels {

    /** Tensors above this are not followed element by element. */
    private static final long MOST_ELEMENTS = 16L << 20;

    private final int[] numbers;

    private Labels(int[] numbers) {
        this.numbers = numbers;
    }

    static Labels perChannel(int first, int channels) {
        int[] numbers = new int[channels];
        Arrays.setAll(numbers, i -> first + i);
        return new Labels(numbers);
    }

    int count() {
        return numbers.length;
    }

    /** The label of an element, modulo the number of labels. */
    int get(int element) {
        return numbers[element % numbers.length];
    }

    Labels ofOnePixel(int channels) {
        return new Labels(Arrays.copyOf(numbers, channels));
    }

    /** Whether a layer only puts elements elsewhere. */
    static boolean moves(Layer layer) {
        Operator operator = layer.operator();
        boolean isKnown = operator instanceof Operator.View
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.Slice
                || operator instanceof Operator.Transpose
                || operator instanceof Operator.Split
                || (operator instanceof Operator.Concatenation it && it.activation() == Activation.NONE);
        return isKnown
                && layer.constants().isEmpty()
                && layer.inputs().stream().allMatch(map -> map.shape().elements() <= MOST_ELEMENTS)
                && layer.outputs().stream().allMatch(map -> map.shape().elements() <= MOST_ELEMENTS);
    }

    /** The labels of the results of a layer that {@link #moves}, by name. */
    static ImmutableMap<String, Labels> move(Layer layer, Function<FeatureMap, Labels> known) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Split split) {
            return split(split.axis(), layer, known.apply(layer.ifm()));
        }
        Labels moved;
        if (operator instanceof Operator.Concatenation concatenation) {
            moved = join(concatenation.axis(), layer, known);
        } else if (operator instanceof Operator.Slice slice) {
            moved = sliced(slice, layer, known.apply(layer.ifm()));
        } else if (operator instanceof Operator.Transpose transpose) {
            Shape shape = layer.ifm().shape();
            moved = of(Rearrangement.transpose(
                    transpose.permutation(), shape, known.apply(layer.ifm()).stored(shape)));
        } else {
            moved = known.apply(layer.ifm()).expanded(layer.ifm().shape());
        }
        return ImmutableMap.of(layer.ofm().name(), moved.compact(layer.ofm().shape()));
    }

    private static Labels sliced(Operator.Slice slice, Layer layer, Labels from) {
        Shape shape = layer.ifm().shape();
        long[] steps = Rearrangement.steps(shape);
        long start = 0;
        for (int i = 0; i < steps.length; i++) {
            start += slice.begin().get(i) * steps[i];
            steps[i] *= slice.strides().get(i);
        }
        return of(Rearrangement.gather(
                from.stored(shape), start, steps, layer.ofm().shape()));
    }

    private static ImmutableMap<String, Labels> split(int axis, Layer layer, Labels from) {
        Shape shape = layer.ifm().shape();
        long[] steps = Rearrangement.steps(shape);
        ImmutableMap.Builder<String, Labels> parts = ImmutableMap.builder();
        long start = 0;
        for (FeatureMap part : layer.outputs()) {
            Labels moved = of(Rearrangement.gather(from.stored(shape), start, steps, part.shape()));
            parts.put(part.name(), moved.compact(part.shape()));
            start += part.shape().dimension(axis) * steps[axis];
        }
        return parts.buildOrThrow();
    }

    /** For every index of the dimensions before the axis, one block from each operand. */
    private static Labels join(int axis, Layer layer, Function<FeatureMap, Labels> known) {
        int[] joined = new int[(int) layer.ofm().shape().elements()];
        int blocks = 1;
        for (int i = 0; i < axis; i++) {
            blocks *= layer.ofm().shape().dimension(i);
        }
        int to = 0;
        for (int block = 0; block < blocks; block++) {
            for (FeatureMap part : layer.inputs()) {
                Labels from = known.apply(part);
                int length = (int) part.shape().elements() / blocks;
                for (int i = 0; i < length; i++) {
                    joined[to++] = from.get(block * length + i);
                }
            }
        }
        return new Labels(joined);
    }

    private Labels expanded(Shape shape) {
        int[] all = new int[(int) shape.elements()];
        Arrays.setAll(all, this::get);
        return new Labels(all);
    }

    private StoredNumbers stored(Shape shape) {
        int[] all = expanded(shape).numbers;
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(all.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(all);
        return StoredNumbers.of(bytes, ElementType.INT32);
    }

    private static Labels of(ByteBuffer littleEndian) {
        int[] numbers = new int[littleEndian.remaining() / Integer.BYTES];
        littleEndian.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(numbers);
        return new Labels(numbers);
    }

    private Labels compact(Shape shape) {
        int channels = shape.channels();
        for (int i = channels; i < numbers.length; i++) {
            if (numbers[i] != numbers[i % channels]) {
                return this;
            }
        }
        return ofOnePixel(channels);
    }
}
