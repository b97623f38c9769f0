package dev.shingle.sim.run;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.sim.arithmetic.Rounding;

/**
 * How a plan is run.
 *
 * @param rounding how sums are scaled
 * @param isChecked whether the tag of every word is checked. Without, addresses and order stay the same, so that results
 *     are; only a word written in part over another tensor's keeps the rest of that
 * @param mostKept violations that are described in full
 */
public record RunOptions(Rounding rounding, boolean isChecked, int mostKept) {

    private static final int FEW = 10;

    public RunOptions {
        checkArgument(mostKept >= 1, "%s violations to be kept", mostKept);
    }

    /** Everything checked, TensorFlow Lite's rounding, the first ten violations. */
    public static RunOptions standard() {
        return new RunOptions(Rounding.TFLITE, true, FEW);
    }

    public RunOptions with(Rounding other) {
        return new RunOptions(other, isChecked, mostKept);
    }

    public RunOptions unchecked() {
        return new RunOptions(rounding, false, mostKept);
    }

    public RunOptions keeping(int most) {
        return new RunOptions(rounding, isChecked, most);
    }
}
