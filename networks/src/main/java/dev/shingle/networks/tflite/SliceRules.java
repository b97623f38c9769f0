package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/** Cutting out a part, with or without strides. */
final class SliceRules {

    private static final int STRIDED_SLICE_OPTIONS = 32;

    private SliceRules() {}

    static ImmutableMap<String, OperatorRule> all() {
        return ImmutableMap.of("SLICE", SliceRules::slice, "STRIDED_SLICE", SliceRules::stridedSlice);
    }

    /** A size of -1 reaches to the end. */
    private static Translation slice(OperatorView view) {
        Shape input = view.shape(0);
        int rank = input.rank();
        int[] begin = view.integers(1, rank);
        int[] size = view.integers(2, rank);
        int[] strides = new int[rank];
        for (int i = 0; i < rank; i++) {
            size[i] = size[i] == -1 ? Math.subtractExact(input.dimension(i), begin[i]) : size[i];
            strides[i] = 1;
        }
        Operator operator = new Operator.Slice(ImmutableIntArray.copyOf(begin), ImmutableIntArray.copyOf(strides));
        return Translation.to(ImmutableList.of(Shape.of(size)), operator, ImmutableList.of(view.operand(0)));
    }

    /** A slice of full rank, and a reshape behind it where single elements lose their dimension or new ones come in. */
    private static Translation stridedSlice(OperatorView view) {
        FlatTable options = view.options(STRIDED_SLICE_OPTIONS);
        int[] begin = view.integers(1);
        StridedSlice spec = new StridedSlice(
                view,
                begin,
                view.integers(2, begin.length),
                view.integers(3, begin.length),
                new StridedSlice.Masks(
                        options.int32(0, 0),
                        options.int32(1, 0),
                        options.int32(2, 0),
                        options.int32(3, 0),
                        options.int32(4, 0),
                        options.flag(5)));
        Translation slice =
                Translation.to(ImmutableList.of(spec.cut()), spec.operator(), ImmutableList.of(view.operand(0)));
        return spec.cut().equals(spec.result()) ? slice : slice.thenReshape(spec.result());
    }
}
