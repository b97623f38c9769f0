package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.simplify.Simplifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Any sequence of transpositions, reshapes, slices and concatenations puts every element where the file's own order says,
 * however it is stored on the way, and whether or not the network is simplified.
 */
class OrderPropertiesTest {

    /** The same computed in the file's order: elements are their own numbers. */
    private static final class InFile {

        private Shape shape;
        private double[] elements;

        InFile(Shape shape) {
            this.shape = shape;
            this.elements = new double[(int) shape.elements()];
            Arrays.setAll(elements, i -> i);
        }

        void transpose(int[] permutation) {
            int[] dimensions = new int[permutation.length];
            Arrays.setAll(dimensions, i -> shape.dimension(permutation[i]));
            Shape result = Shape.of(dimensions);
            double[] moved = new double[elements.length];
            for (int i = 0; i < moved.length; i++) {
                int[] at = PlainRuntime.coordinates(i, result);
                int[] from = new int[at.length];
                for (int axis = 0; axis < at.length; axis++) {
                    from[permutation[axis]] = at[axis];
                }
                moved[i] = elements[PlainRuntime.index(from, shape)];
            }
            elements = moved;
            shape = result;
        }

        /** The first part of an axis. */
        void slice(int axis, int size) {
            int[] dimensions = shape.dimensions().toArray();
            dimensions[axis] = size;
            Shape result = Shape.of(dimensions);
            double[] kept = new double[(int) result.elements()];
            Arrays.setAll(kept, i -> elements[PlainRuntime.index(PlainRuntime.coordinates(i, result), shape)]);
            elements = kept;
            shape = result;
        }
    }

    @Property
    void elementsAreWhereTheFileSays(@ForAll long seed) {
        Random random = new Random(seed);
        Shape start = shape(random, 1 + random.nextInt(240));
        InFile expected = new InFile(start);
        TinyOnnx file = new TinyOnnx().input("x0", longs(start));
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            step(file, expected, i, random);
        }
        file.node("Relu x" + steps + " -> y").output("y");
        OnnxModel model = file.read(Map.of());
        FeatureMap input = model.network().inputs().get(0);
        double[] numbers = new double[(int) input.shape().elements()];
        Arrays.setAll(numbers, i -> i);
        Network simplified = Simplifier.standard().simplify(model.network()).network();
        for (Network network : List.of(model.network(), simplified)) {
            double[] found = PlainRuntime.run(network, Map.of("x0", Tensor.stored(numbers, model, input)))
                    .get("y");
            FeatureMap output = network.outputs().get(0);
            assertThat(new AxisOrder(model.storedAxes().get("y")).inFile(output.shape()))
                    .isEqualTo(expected.shape);
            assertThat(found).isEqualTo(Tensor.stored(expected.elements, model, output));
        }
    }

    private static void step(TinyOnnx file, InFile expected, int index, Random random) {
        String ends = "x" + index + " -> x" + (index + 1);
        switch (random.nextInt(3)) {
            case 0 -> {
                int[] permutation = permutation(random, expected.shape.rank());
                file.node(
                        "Transpose " + ends,
                        "perm",
                        Arrays.stream(permutation).asLongStream().toArray());
                expected.transpose(permutation);
            }
            case 1 -> {
                Shape target = shape(random, (int) expected.shape.elements());
                file.longs("shape" + index, longs(target));
                file.node("Reshape x" + index + ",shape" + index + " -> x" + (index + 1));
                expected.shape = target;
            }
            default -> {
                int axis = random.nextInt(expected.shape.rank());
                int size = 1 + random.nextInt(expected.shape.dimension(axis));
                file.longs("starts" + index, 0).longs("ends" + index, size).longs("axes" + index, axis);
                file.node("Slice x" + index + ",starts" + index + ",ends" + index + ",axes" + index + " -> x"
                        + (index + 1));
                expected.slice(axis, size);
            }
        }
    }

    /** As many elements, in one to six dimensions, some of them 1. */
    private static Shape shape(Random random, int elements) {
        List<Integer> dimensions = new ArrayList<>();
        int rest = elements;
        for (int divisor = 2; rest > 1; divisor++) {
            while (rest % divisor == 0) {
                dimensions.add(divisor);
                rest /= divisor;
            }
        }
        Collections.shuffle(dimensions, random);
        while (dimensions.size() > 1 + random.nextInt(6)) {
            int at = random.nextInt(dimensions.size() - 1);
            dimensions.set(at, dimensions.get(at) * dimensions.remove(at + 1));
        }
        while (dimensions.isEmpty() || (dimensions.size() < 6 && random.nextInt(3) == 0)) {
            dimensions.add(random.nextInt(dimensions.size() + 1), 1);
        }
        return Shape.of(dimensions.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] permutation(Random random, int rank) {
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            axes.add(i);
        }
        Collections.shuffle(axes, random);
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static long[] longs(Shape shape) {
        return shape.dimensions().stream().asLongStream().toArray();
    }
}
