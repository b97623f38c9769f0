package dev.shingle.sim.kernels.hybrid;

import com.google.common.collect.ImmutableList;
import dev.shingle.sim.kernels.unit.ElementSource;

/**
 * The ranges of an operand, found by reading all of it once: one for each part of it, image or vector. Linear in the elements,
 * a buffer of some thousand of them besides.
 */
final class Survey {

    private static final int MOST_AT_ONCE = 1 << 12;

    /** Makes steps of a range. */
    @FunctionalInterface
    interface Stepping {

        ByteSteps of(float min, float max);
    }

    private final ElementSource source;
    private final long partElements;
    private final float[] buffer;

    private Survey(ElementSource source, long partElements) {
        this.source = source;
        this.partElements = partElements;
        buffer = new float[(int) Math.min(MOST_AT_ONCE, partElements)];
    }

    /** The steps of every part of an operand. */
    static ImmutableList<ByteSteps> of(ElementSource source, long elements, long partElements, Stepping stepping) {
        Survey survey = new Survey(source, partElements);
        ImmutableList.Builder<ByteSteps> parts = ImmutableList.builder();
        for (long first = 0; first < elements; first += partElements) {
            parts.add(survey.part(first, stepping));
        }
        return parts.build();
    }

    private ByteSteps part(long first, Stepping stepping) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int count;
        for (long done = 0; done < partElements; done += count) {
            count = (int) Math.min(buffer.length, partElements - done);
            source.readFloats(first + done, count, buffer, 0);
            for (int i = 0; i < count; i++) {
                min = Math.min(min, buffer[i]);
                max = Math.max(max, buffer[i]);
            }
        }
        return stepping.of(min, max);
    }
}
