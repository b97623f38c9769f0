package dev.shingle.conformance.runtimes;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.tensors.TensorData;
import java.util.Locale;
import java.util.Optional;

/**
 * What counts as the same result of a layer.
 *
 * @param steps by which integers may differ
 * @param tolerance for floats, as a part of the tensor's greatest magnitude
 */
record Closeness(long steps, double tolerance) {

    /** What is different, in one line; empty if nothing is. */
    Optional<String> difference(TensorData ours, TensorData theirs) {
        if (ours.type() != theirs.type()) {
            return Optional.of("ours of type " + ours.type() + ", theirs of " + theirs.type());
        }
        if (!ours.shape().equals(theirs.shape())) {
            return Optional.of("ours of shape " + ours.shape().dimensions() + ", theirs of "
                    + theirs.shape().dimensions());
        }
        if (ours.type() == ElementType.FLOAT32) {
            return realDifference(ours.numbers(), theirs.numbers());
        }
        return ours.equals(theirs) ? Optional.empty() : integerDifference(ours.numbers(), theirs.numbers());
    }

    private Optional<String> integerDifference(StoredNumbers ours, StoredNumbers theirs) {
        int different = 0;
        long greatest = 0;
        String first = "";
        for (int i = 0; i < ours.count(); i++) {
            long a = ours.integer(i);
            long b = theirs.integer(i);
            if (a != b) {
                first = different == 0 ? "element " + i + ": ours " + a + ", theirs " + b : first;
                different++;
                greatest = Math.max(greatest, Math.abs(a - b));
            }
        }
        return greatest <= steps
                ? Optional.empty()
                : Optional.of(
                        different + " of " + ours.count() + " elements differ, by at most " + greatest + "; " + first);
    }

    private Optional<String> realDifference(StoredNumbers ours, StoredNumbers theirs) {
        double scale = 1e-6;
        for (int i = 0; i < theirs.count(); i++) {
            double magnitude = Math.abs(theirs.value(i));
            scale = magnitude < Float.MAX_VALUE ? Math.max(scale, magnitude) : scale;
        }
        for (int i = 0; i < theirs.count(); i++) {
            double a = clamped(ours.value(i));
            double b = clamped(theirs.value(i));
            if (Double.compare(a, b) != 0 && !(Math.abs(a - b) <= tolerance * scale)) {
                return Optional.of(String.format(
                        Locale.ROOT, "element %d: ours %s, theirs %s, greatest magnitude %.6g", i, a, b, scale));
            }
        }
        return Optional.empty();
    }

    /** Some runtimes end at the greatest finite number, others go on to infinity. */
    private static double clamped(double value) {
        return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
