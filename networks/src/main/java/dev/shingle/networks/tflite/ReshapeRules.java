package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Optional;
import java.util.stream.IntStream;

/** The same elements under another shape: reshape, squeeze, expand. The shape operand is not kept. */
final class ReshapeRules {

    private static final int RESHAPE_OPTIONS = 17;
    private static final int SQUEEZE_OPTIONS = 30;
    private static final int MOST_DIMENSIONS = 16;

    private ReshapeRules() {}

    static ImmutableMap<String, OperatorRule> all() {
        return ImmutableMap.of(
                "RESHAPE", view -> to(view, target(view)),
                "SQUEEZE", view -> to(view, squeezed(view)),
                "EXPAND_DIMS", view -> to(view, expanded(view)));
    }

    private static Translation to(OperatorView view, Shape shape) {
        return Translation.to(ImmutableList.of(shape), new Operator.Reshape(), ImmutableList.of(view.operand(0)));
    }

    /** The operand if its value is known, else the options, else the file's own idea of the result. */
    private static Shape target(OperatorView view) {
        Optional<int[]> wanted = view.has(1)
                ? view.values(1)
                        .map(values -> IntStream.range(0, values.length)
                                .map(i -> Math.toIntExact(values[i]))
                                .toArray())
                : Optional.of(view.options(RESHAPE_OPTIONS).ints(0, MOST_DIMENSIONS, "dimensions"))
                        .filter(shape -> shape.length > 0);
        if (wanted.isPresent()) {
            return filled(view, wanted.get());
        }
        return view.fixedOutput()
                .orElseThrow(() -> view.failure(
                        "a target shape known only at run time", "a constant, or integer arithmetic on shapes"));
    }

    /** One dimension may be left open: -1 stands for what the others leave over. */
    private static Shape filled(OperatorView view, int[] wanted) {
        if (wanted.length > MOST_DIMENSIONS) {
            throw view.failure("a target shape of " + wanted.length + " dimensions", "at most " + MOST_DIMENSIONS);
        }
        if (wanted.length == 1 && wanted[0] == 0) {
            return Shape.of();
        }
        long elements = view.shape(0).elements();
        long product = 1;
        for (int dimension : wanted) {
            product = Math.multiplyExact(product, dimension == -1 ? 1 : (long) dimension);
        }
        int[] dimensions = wanted.clone();
        for (int i = 0; i < dimensions.length; i++) {
            if (dimensions[i] == -1 && product > 0 && elements % product == 0) {
                dimensions[i] = Math.toIntExact(elements / product);
                product = elements;
            }
        }
        return Shape.of(dimensions);
    }

    /** Without a list, every dimension of size 1 goes. */
    private static Shape squeezed(OperatorView view) {
        Shape input = view.shape(0);
        int[] axes = view.options(SQUEEZE_OPTIONS).ints(0, MOST_DIMENSIONS, "axes");
        boolean[] dropped = new boolean[input.rank()];
        for (int axis : axes) {
            dropped[view.axis(axis, input.rank())] = true;
        }
        ImmutableIntArray.Builder kept = ImmutableIntArray.builder();
        for (int i = 0; i < input.rank(); i++) {
            if (axes.length == 0 ? input.dimension(i) != 1 : !dropped[i]) {
                kept.add(input.dimension(i));
            }
        }
        return new Shape(kept.build());
    }

    private static Shape expanded(OperatorView view) {
        Shape input = view.shape(0);
        int axis = view.axis(view.integer(1), input.rank() + 1);
        ImmutableIntArray all = input.dimensions();
        return new Shape(ImmutableIntArray.builder()
                .addAll(all.subArray(0, axis))
                .add(1)
                .addAll(all.subArray(axis, all.length()))
                .build());
    }
}
