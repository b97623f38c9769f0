package dev.shingle.sim.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.TagSpace;
import dev.shingle.sim.units.UnitListener;
import dev.shingle.sim.units.Units;
import java.util.List;
import java.util.Optional;

/**
 * What was written at the address of a lost word up to the moment at which it was missed:
 *
 * <pre>
 *   write of the word | other write | other write | read
 *                       destroyed     last
 * </pre>
 *
 * <p>The tags do not say when, so the writes of all steps up to the losses are walked through once more, for all losses
 * together. Time is that of the walk and, for each range of words written, one comparison a loss.
 */
final class WriteHistory {

    private final Ledger.Lost lost;
    private boolean isThere;
    private Optional<Write> destroyed = Optional.empty();
    private Optional<Write> last = Optional.empty();

    private WriteHistory(Ledger.Lost lost) {
        this.lost = lost;
    }

    /** The history of each loss. */
    static ImmutableList<WriteHistory> of(MemoryPlan plan, TagSpace tags, List<Ledger.Lost> losses) {
        ImmutableList<WriteHistory> histories =
                losses.stream().map(WriteHistory::new).collect(toImmutableList());
        int lastStep = losses.stream().mapToInt(Ledger.Lost::step).max().orElse(-1);
        for (String input : plan.inputs()) {
            BoundUse use = BoundUse.of(tags.placement(tags.position(input)), tags);
            long words = tags.placement(tags.position(input)).buffer().sizeWords();
            histories.forEach(history -> history.written(plan, use, 0, words, -1, new Write(-1, "host", 0, 0)));
        }
        for (Step step : plan.steps()) {
            if (step.index() <= lastStep) {
                Walk walk = new Walk(plan, tags, step, histories);
                Units.enumerate(step.operation(), plan.machine(), step.traversal(), step.outputRows(), walk);
            }
        }
        return histories;
    }

    Ledger.Lost lost() {
        return lost;
    }

    /** When the word that was wanted was written over; empty if it was not there at all. */
    Optional<Write> destroyed() {
        return destroyed;
    }

    /** The last write before the read: when what was found there was written. */
    Optional<Write> last() {
        return last;
    }

    private void written(MemoryPlan plan, BoundUse use, long first, long end, long unit, Write moment) {
        boolean isBefore = moment.step() < lost.step() || (moment.step() == lost.step() && unit < lost.unit());
        if (!isBefore) {
            return;
        }
        long word = lost.address() - use.offsetWords();
        if (plan.machine().addressing() == Addressing.CIRCULAR) {
            word = lastCongruent(word, plan.peakWords(), end);
        }
        if (word < first || word >= end) {
            return;
        }
        boolean isWanted = use.firstTag() + (int) word == lost.use().firstTag() + (int) lost.word();
        if (isWanted) {
            destroyed = Optional.empty();
        } else if (isThere) {
            destroyed = Optional.of(moment);
        }
        isThere = isWanted;
        last = Optional.of(moment);
    }

    /** The greatest number below {@code end} that differs from {@code word} by a multiple of {@code modulus}. */
    private static long lastCongruent(long word, long modulus, long end) {
        return end - 1 - Math.floorMod(end - 1 - word, modulus);
    }

    /** Shows the writes of one step to all histories. */
    private static final class Walk implements UnitListener {

        private final MemoryPlan plan;
        private final Step step;
        private final ImmutableList<WriteHistory> histories;
        private final ImmutableList<BoundUse> results;
        private long unit = -1;
        private int row;
        private int column;

        Walk(MemoryPlan plan, TagSpace tags, Step step, ImmutableList<WriteHistory> histories) {
            this.plan = plan;
            this.step = step;
            this.histories = histories;
            List<TensorUse> uses = step.operation().results();
            results = uses.stream()
                    .map(use -> BoundUse.of(use, tags, plan.machine().layout()))
                    .collect(toImmutableList());
        }

        @Override
        public void beginUnit(int firstRow, int firstColumn) {
            unit++;
            row = firstRow;
            column = firstColumn;
        }

        @Override
        public void read(int operand, long firstWord, long endWord) {}

        @Override
        public void write(int result, long firstWord, long endWord) {
            Write moment = new Write(step.index(), step.layer(), row, column);
            for (WriteHistory history : histories) {
                history.written(plan, results.get(result), firstWord, endWord, unit, moment);
            }
        }
    }
}
