package dev.shingle.sim.replay;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.units.UnitListener;
import dev.shingle.sim.units.Units;

/**
 * Runs a plan on a scratchpad whose words are tagged with (tensor, word) at every write, and checks the tag at every read:
 * the safety property itself, derived from nothing.
 *
 * <pre>
 *   host writes the inputs | step 0: unit, unit, ... | step 1: ... | host reads the outputs
 *                                    '- all reads checked, then all writes stored
 * </pre>
 *
 * <p>Every unit of every step is walked in the machine's order. Words that a unit reads more than once may be checked
 * once, since nothing is written in between; nothing else is skipped. Memory is 4 bytes for every word of the scratchpad;
 * time is proportional to the words read and written. A replay goes on after a violation and counts them all.
 */
public final class Replay {

    private final MemoryPlan plan;
    private final ReplayProgress progress;
    private final TagSpace tags;
    private final TaggedScratchpad scratchpad;
    private final Findings findings;
    private long wordsRead;
    private long wordsWritten;

    private Replay(MemoryPlan plan, ReplayProgress progress) {
        this.plan = plan;
        this.progress = progress;
        tags = new TagSpace(plan);
        scratchpad = new TaggedScratchpad(plan);
        findings = new Findings(plan, tags);
    }

    /**
     * Replays a plan.
     *
     * @throws MalformedPlanException if the plan contradicts itself or is too large; never because it is unsafe
     */
    public static ReplayReport run(MemoryPlan plan) {
        return run(plan, (step, steps, wordsRead) -> true);
    }

    /** Replays a plan, and asks along the way whether to go on. */
    public static ReplayReport run(MemoryPlan plan, ReplayProgress progress) {
        return new Replay(plan, progress).run();
    }

    private ReplayReport run() {
        writeInputs();
        for (int step = 0; step < plan.steps().size(); step++) {
            if (!runStep(step)) {
                return findings.report(wordsRead, wordsWritten, false);
            }
        }
        int steps = plan.steps().size();
        boolean isComplete = progress.proceed(steps, steps, wordsRead);
        if (isComplete) {
            readOutputs();
        }
        return findings.report(wordsRead, wordsWritten, isComplete);
    }

    private void writeInputs() {
        for (String name : plan.inputs()) {
            Placement placement = tags.placement(tags.position(name));
            UnitReplay host = new UnitReplay(-1, ImmutableList.of(), ImmutableList.of(BoundUse.of(placement, tags)));
            host.write(0, 0, placement.buffer().sizeWords());
        }
    }

    /** Runs a step to its end; false if it was stopped. */
    private boolean runStep(int position) {
        Step step = plan.steps().get(position);
        UnitReplay units = new UnitReplay(
                position,
                bind(step.operation().operands()),
                bind(step.operation().results()));
        try {
            if (!progress.proceed(position, plan.steps().size(), wordsRead)) {
                return false;
            }
            Units.enumerate(step.operation(), plan.machine(), step.traversal(), step.outputRows(), units);
            return true;
        } catch (Stopped stopped) {
            return false;
        } catch (IllegalArgumentException e) {
            throw new MalformedPlanException("step %d (%s): %s".formatted(position, step.layer(), e.getMessage()), e);
        }
    }

    private ImmutableList<BoundUse> bind(ImmutableList<TensorUse> uses) {
        return uses.stream()
                .map(use -> BoundUse.of(use, tags, plan.machine().layout()))
                .collect(toImmutableList());
    }

    private void readOutputs() {
        ImmutableList<BoundUse> outputs = plan.outputs().stream()
                .map(name -> BoundUse.of(tags.placement(tags.position(name)), tags))
                .collect(toImmutableList());
        UnitReplay host = new UnitReplay(plan.steps().size(), outputs, ImmutableList.of());
        for (int output = 0; output < outputs.size(); output++) {
            readOutput(host, output);
        }
    }

    /** The host takes what an output holds: pixel after pixel, the words with real channels. */
    private void readOutput(UnitReplay host, int output) {
        Placement placement = tags.placement(tags.position(plan.outputs().get(output)));
        TensorLayout words = BoundUse.stored(placement.buffer(), plan.machine().layout());
        int columns = placement.buffer().shape().width();
        for (long pixel = 0; pixel < words.pixels(); pixel++) {
            host.beginUnit((int) (pixel / columns), (int) (pixel % columns));
            host.read(output, words.firstWord(pixel, 0), words.lastWord(pixel, words.channels() - 1) + 1);
        }
    }

    /** Checks and stores what one step's units touch. */
    private final class UnitReplay implements UnitListener, TaggedScratchpad.Complaints {

        private static final long WORDS_BETWEEN_QUESTIONS = 1L << 24;

        private final int step;
        private final ImmutableList<BoundUse> operands;
        private final ImmutableList<BoundUse> results;
        private long nextQuestion = wordsRead + WORDS_BETWEEN_QUESTIONS;
        private boolean hasComplaints;
        private long unit = -1;
        private int row;
        private int column;
        /** What is being accessed, for complaints. */
        private BoundUse current = BoundUse.NONE;

        private int operand;

        UnitReplay(int step, ImmutableList<BoundUse> operands, ImmutableList<BoundUse> results) {
            this.step = step;
            this.operands = operands;
            this.results = results;
        }

        @Override
        public void beginUnit(int firstRow, int firstColumn) {
            unit++;
            row = firstRow;
            column = firstColumn;
            if (hasComplaints) {
                operands.forEach(use -> use.marks().clear());
                results.forEach(use -> use.marks().clear());
                hasComplaints = false;
            }
            if (wordsRead >= nextQuestion) {
                nextQuestion = wordsRead + WORDS_BETWEEN_QUESTIONS;
                if (!progress.proceed(step, plan.steps().size(), wordsRead)) {
                    throw new Stopped();
                }
            }
        }

        @Override
        public void read(int position, long firstWord, long endWord) {
            operand = position;
            current = operands.get(position);
            wordsRead += endWord - firstWord;
            scratchpad.read(current, firstWord, endWord, this);
        }

        @Override
        public void write(int position, long firstWord, long endWord) {
            current = results.get(position);
            wordsWritten += endWord - firstWord;
            scratchpad.write(current, firstWord, endWord, this);
        }

        @Override
        public void wrongTag(long word, long address, int foundTag) {
            hasComplaints = true;
            Findings.Moment moment = new Findings.Moment(step, unit, row, column);
            findings.lost(moment, operand, current, word, address, foundTag);
        }

        @Override
        public void outOfBounds(long word, long address) {
            hasComplaints = true;
            findings.outOfBounds(step, current, word, address);
        }
    }

    /** Ends a step in the middle, when {@link ReplayProgress} says so. */
    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
