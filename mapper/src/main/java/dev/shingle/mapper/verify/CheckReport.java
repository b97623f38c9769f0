package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.LostElement;
import java.util.Optional;
import java.util.OptionalLong;

/** The verdict on a plan. */
public sealed interface CheckReport {

    /** Whether the plan may be used. */
    boolean isSafe();

    /**
     * No read finds anything but what the reader expects, and everything that the plan states is true.
     *
     * @param wordsChecked words of the operands of all steps and of the outputs
     * @param wordsCompared words for which a result of a step lies on an operand of the same step
     * @param claimsChecked distances that were found true
     * @param leastSlackWords how much closer the tightest pair with a claimed distance could come before it reaches that
     *     distance; absent if no result overlaps an operand for which a distance is claimed
     */
    record Safe(long wordsChecked, long wordsCompared, int claimsChecked, OptionalLong leastSlackWords)
            implements CheckReport {
        @Override
        public boolean isSafe() {
            return true;
        }
    }

    /**
     * The plan must not be used.
     *
     * @param findings the first few: what concerns the whole plan, then in execution order. Of each step at most one lost
     *     element is listed, the first that is read
     * @param total all findings; every lost word counts, once per step and operand that reads it
     */
    record Unsafe(ImmutableList<Finding> findings, long total) implements CheckReport {
        @Override
        public boolean isSafe() {
            return false;
        }

        /** The lost element that a replay meets first. */
        public Optional<LostElement> firstLost() {
            return findings.stream()
                    .filter(Finding.Lost.class::isInstance)
                    .map(finding -> ((Finding.Lost) finding).element())
                    .findFirst();
        }
    }
}
