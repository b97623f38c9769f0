package dev.shingle.sim.replay;

import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.sim.units.UnitListener;
import dev.shingle.sim.units.Units;

/**
 * Finds the step that wrote a word which was found in the scratchpad. The tag does not say it, as several steps can write
 * bands of one buffer; so the steps are walked backwards from where the word was found, and each is asked again what it
 * writes. It costs nothing until something is lost, and then at most one more walk over the plan.
 */
final class WriterSearch {

    /** Written before the first step. */
    static final int HOST = -1;

    private final MemoryPlan plan;
    private final String buffer;
    private final long word;

    WriterSearch(MemoryPlan plan, String buffer, long word) {
        this.plan = plan;
        this.buffer = buffer;
        this.word = word;
    }

    /**
     * The last step that wrote the word before unit number {@code unit} (from 0) of step {@code step} read it.
     */
    int lastWriterBefore(int step, long unit) {
        if (step < plan.steps().size() && writes(step, unit)) {
            return step;
        }
        for (int earlier = step - 1; earlier >= 0; earlier--) {
            if (writes(earlier, Long.MAX_VALUE)) {
                return earlier;
            }
        }
        return HOST;
    }

    private boolean writes(int position, long endUnit) {
        Step step = plan.steps().get(position);
        if (step.operation().results().stream()
                .noneMatch(result -> result.name().equals(buffer))) {
            return false;
        }
        Watch watch = new Watch(step, endUnit);
        Units.enumerate(step.operation(), plan.machine(), step.traversal(), step.outputRows(), watch);
        return watch.isWritten;
    }

    private final class Watch implements UnitListener {

        private final Step step;
        private final long endUnit;
        private long unit = -1;
        private boolean isWritten;

        Watch(Step step, long endUnit) {
            this.step = step;
            this.endUnit = endUnit;
        }

        @Override
        public void beginUnit(int row, int column) {
            unit++;
        }

        @Override
        public void read(int operand, long firstWord, long endWord) {}

        @Override
        public void write(int result, long firstWord, long endWord) {
            isWritten |= unit < endUnit
                    && firstWord <= word
                    && word < endWord
                    && step.operation().results().get(result).name().equals(buffer);
        }
    }
}
