package dev.shingle.testkit.runnable;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.testkit.runnable.RunnableNetworks.Idea;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Layers that move elements, and those that interpolate between neighbours. */
final class MovementIdeas {

    private MovementIdeas() {}

    static ImmutableList<Idea> all() {
        return ImmutableList.of(
                Idea.on((draft, map) -> true, MovementIdeas::concatenation),
                Idea.on((draft, map) -> true, MovementIdeas::concatenation),
                Idea.on((draft, map) -> true, MovementIdeas::split),
                Idea.on((draft, map) -> map.shape().rank() <= 3, MovementIdeas::pack),
                Idea.on(WindowIdeas::isImage, MovementIdeas::resize),
                Idea.on(WindowIdeas::isImage, MovementIdeas::resize),
                Idea.on((draft, map) -> true, MovementIdeas::pad),
                Idea.on((draft, map) -> true, MovementIdeas::slice),
                Idea.on((draft, map) -> true, MovementIdeas::transpose),
                Idea.on((draft, map) -> true, MovementIdeas::reshape),
                Idea.on(WindowIdeas::isImage, MovementIdeas::blocks),
                Idea.on(WindowIdeas::isImage, MovementIdeas::batches));
    }

    /** Parts agree in all dimensions but one, and in what their numbers mean. */
    private static void concatenation(Draft draft, FeatureMap map) {
        int axis = draft.between(0, map.shape().rank() - 1);
        FeatureMap other = draft.any(candidate -> agree(candidate, map, axis)).orElse(map);
        Operator.Concatenation operator = new Operator.Concatenation(axis, Activation.NONE);
        if (draft.chance(20)) {
            draft.add(operator, map.quantization(), map, other, map);
        } else {
            draft.add(operator, map.quantization(), map, other);
        }
    }

    private static boolean agree(FeatureMap one, FeatureMap other, int axis) {
        if (one.shape().rank() != other.shape().rank() || !one.quantization().equals(other.quantization())) {
            return false;
        }
        for (int i = 0; i < one.shape().rank(); i++) {
            if (i != axis && one.shape().dimension(i) != other.shape().dimension(i)) {
                return false;
            }
        }
        return true;
    }

    private static void split(Draft draft, FeatureMap map) {
        int axis = draft.between(0, map.shape().rank() - 1);
        int whole = map.shape().dimension(axis);
        List<Integer> sizes = new ArrayList<>();
        if (whole % 2 == 0 && draft.chance(50)) {
            Collections.addAll(sizes, whole / 2, whole / 2);
        } else {
            for (int left = whole; left > 0; left -= sizes.get(sizes.size() - 1)) {
                sizes.add(sizes.size() == 2 ? left : draft.between(1, left));
            }
        }
        ImmutableList.Builder<FeatureMap> parts = ImmutableList.builder();
        for (int i = 0; i < sizes.size(); i++) {
            Shape part = with(map.shape(), axis, sizes.get(i));
            parts.add(draft.map(part, draft.type(), map.quantization(), "-" + i));
        }
        draft.add(new Operator.Split(axis), parts.build(), map);
    }

    private static void pack(Draft draft, FeatureMap map) {
        Operator.Pack operator = new Operator.Pack(draft.between(0, map.shape().rank()));
        draft.add(operator, map.quantization(), map, map);
    }

    private static void resize(Draft draft, FeatureMap map) {
        int flags = draft.between(0, 2);
        Operator.Resize.Mode mode = draft.chance(50) ? Operator.Resize.Mode.NEAREST : Operator.Resize.Mode.BILINEAR;
        Shape shape = Shape.of(
                map.shape().batch(),
                resized(draft, map.shape().height()),
                resized(draft, map.shape().width()),
                map.shape().channels());
        draft.add(new Operator.Resize(mode, flags == 1, flags == 2), shape, map.quantization(), map);
    }

    /** Often by a third, which no fixed-point number is; of few pixels, since what is missing adds up. */
    private static int resized(Draft draft, int size) {
        return size <= 4 && draft.chance(50) ? 3 * size : draft.between(1, 12);
    }

    private static void pad(Draft draft, FeatureMap map) {
        int rank = map.shape().rank();
        Operator.Pad.Mode mode = draft.chance(60) || draft.type() == ElementType.UINT8
                ? Operator.Pad.Mode.CONSTANT
                : draft.chance(50) ? Operator.Pad.Mode.REFLECT : Operator.Pad.Mode.SYMMETRIC;
        int[] before = new int[rank];
        int[] after = new int[rank];
        for (int i = 0; i < rank; i++) {
            int most = mode == Operator.Pad.Mode.CONSTANT
                    ? 2
                    : Math.min(2, map.shape().dimension(i) - (mode == Operator.Pad.Mode.REFLECT ? 1 : 0));
            before[i] = draft.chance(50) ? 0 : draft.between(0, most);
            after[i] = draft.chance(50) ? 0 : draft.between(0, most);
        }
        draft.add(
                new Operator.Pad(ImmutableIntArray.copyOf(before), ImmutableIntArray.copyOf(after), mode),
                map.quantization(),
                map);
    }

    private static void slice(Draft draft, FeatureMap map) {
        int rank = map.shape().rank();
        int[] begin = new int[rank];
        int[] strides = new int[rank];
        int[] size = new int[rank];
        boolean isPlain = draft.chance(40);
        for (int axis = 0; axis < rank; axis++) {
            int last = map.shape().dimension(axis) - 1;
            boolean isBackwards = !isPlain && draft.chance(25);
            begin[axis] = draft.between(0, last);
            int step = isPlain || draft.chance(50) ? 1 : draft.between(1, 3);
            strides[axis] = isBackwards ? -step : step;
            int most = (isBackwards ? begin[axis] : last - begin[axis]) / step + 1;
            size[axis] = draft.chance(60) ? most : draft.between(1, most);
        }
        Operator slice = new Operator.Slice(ImmutableIntArray.copyOf(begin), ImmutableIntArray.copyOf(strides));
        draft.add(slice, Shape.of(size), map.quantization(), map);
    }

    private static void transpose(Draft draft, FeatureMap map) {
        List<Integer> permutation = new ArrayList<>();
        for (int axis = 0; axis < map.shape().rank(); axis++) {
            permutation.add(axis);
        }
        Collections.shuffle(permutation, new Random(draft.between(0, 1_000)));
        draft.add(new Operator.Transpose(ImmutableIntArray.copyOf(permutation)), map.quantization(), map);
    }

    private static void reshape(Draft draft, FeatureMap map) {
        int rest = (int) map.shape().elements();
        List<Integer> factors = new ArrayList<>();
        for (int i = draft.between(1, 3); i > 0; i--) {
            int factor = draft.between(1, 8);
            while (rest % factor != 0) {
                factor--;
            }
            factors.add(factor);
            rest /= factor;
        }
        factors.add(rest);
        Shape shape = new Shape(ImmutableIntArray.copyOf(factors));
        draft.add(draft.chance(50) ? new Operator.Reshape() : new Operator.View(), shape, map.quantization(), map);
    }

    private static void blocks(Draft draft, FeatureMap map) {
        int block = draft.between(2, 3);
        Operator operator = draft.chance(50) ? new Operator.DepthToSpace(block) : new Operator.SpaceToDepth(block);
        draft.add(operator, map.quantization(), map);
    }

    private static void batches(Draft draft, FeatureMap map) {
        int height = draft.between(1, 3);
        int width = draft.between(1, 3);
        Shape shape = map.shape();
        if (shape.dimension(0) % (height * width) == 0 && height * width > 1) {
            draft.add(new Operator.BatchToSpace(height, width, Padding.NONE), map.quantization(), map);
            return;
        }
        int top = draft.between(0, 1);
        int rows = shape.height() + top;
        int columns = shape.width();
        Padding whole = new Padding(top, (height - rows % height) % height, 0, (width - columns % width) % width);
        draft.add(new Operator.SpaceToBatch(height, width, whole), map.quantization(), map);
    }

    private static Shape with(Shape shape, int axis, int size) {
        int[] dimensions = shape.dimensions().toArray();
        dimensions[axis] = size;
        return Shape.of(dimensions);
    }
}
