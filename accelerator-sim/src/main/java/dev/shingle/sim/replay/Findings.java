package dev.shingle.sim.replay;

import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Optional;

/** Counts what goes wrong, and keeps the first of each kind. */
final class Findings {

    private final MemoryPlan plan;
    private final TagSpace tags;
    private final long[] perStep;
    private long outOfBounds;
    private Optional<Lost> firstLost = Optional.empty();
    private Optional<ReplayReport.OutOfBounds> firstOutOfBounds = Optional.empty();

    Findings(MemoryPlan plan, TagSpace tags) {
        this.plan = plan;
        this.tags = tags;
        perStep = new long[plan.steps().size() + 1];
    }

    /** Where the replay stands: unit number {@code unit} of a step, which starts with this output pixel. */
    record Moment(int step, long unit, int row, int column) {}

    /** A wrong word, still as numbers. */
    private record Lost(Moment moment, int operand, BoundUse use, long word, long address, int foundTag) {

        boolean precedes(Lost other) {
            return moment.equals(other.moment)
                    && (operand < other.operand || (operand == other.operand && word < other.word));
        }
    }

    void lost(Moment moment, int operand, BoundUse use, long word, long address, int foundTag) {
        if (!use.marks().mark(word)) {
            return;
        }
        perStep[moment.step()]++;
        Lost lost = new Lost(moment, operand, use, word, address, foundTag);
        if (firstLost.isEmpty() || lost.precedes(firstLost.get())) {
            firstLost = Optional.of(lost);
        }
    }

    /** The host's inputs, at step -1, count for step 0: there is no earlier one. */
    void outOfBounds(int step, BoundUse use, long word, long address) {
        if (!use.marks().mark(word)) {
            return;
        }
        perStep[Math.max(0, step)]++;
        outOfBounds++;
        if (firstOutOfBounds.isEmpty()) {
            firstOutOfBounds = Optional.of(new ReplayReport.OutOfBounds(step, use.name(), word, address));
        }
    }

    ReplayReport report(long wordsRead, long wordsWritten, boolean isComplete) {
        ImmutableLongArray counts = ImmutableLongArray.copyOf(perStep);
        return new ReplayReport(
                counts.stream().sum(),
                firstLost.map(this::describe),
                outOfBounds,
                firstOutOfBounds,
                counts,
                wordsRead,
                wordsWritten,
                isComplete);
    }

    private LostElement describe(Lost lost) {
        Moment moment = lost.moment;
        boolean isEmpty = lost.foundTag == TagSpace.NOTHING;
        String owner = isEmpty
                ? "nothing"
                : tags.placement(tags.owner(lost.foundTag)).buffer().name();
        long word = isEmpty ? -1 : tags.word(lost.foundTag);
        int writer = isEmpty
                ? WriterSearch.HOST
                : new WriterSearch(plan, owner, word).lastWriterBefore(moment.step(), moment.unit());
        return new LostElement(
                moment.step(),
                moment.step() < plan.steps().size()
                        ? plan.steps().get(moment.step()).layer()
                        : "host",
                moment.row(),
                moment.column(),
                lost.use.name(),
                lost.word,
                lost.address,
                owner,
                word,
                writer);
    }
}
