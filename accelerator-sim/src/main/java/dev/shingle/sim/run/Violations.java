package dev.shingle.sim.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.TagSpace;
import java.util.Optional;

/** Puts lost words into words: names and elements in place of numbers and tags, and when it happened. */
final class Violations {

    private static final int HOST = -1;

    private final MemoryPlan plan;
    private final TagSpace tags;
    private final StepLayers layers;

    Violations(MemoryPlan plan, TagSpace tags, StepLayers layers) {
        this.plan = plan;
        this.tags = tags;
        this.layers = layers;
    }

    ImmutableList<Violation> describe(ImmutableList<Ledger.Lost> losses) {
        if (losses.isEmpty()) {
            return ImmutableList.of();
        }
        return WriteHistory.of(plan, tags, losses).stream().map(this::describe).collect(toImmutableList());
    }

    private Violation describe(WriteHistory history) {
        Ledger.Lost lost = history.lost();
        return new Violation(
                word(lost, history.last()),
                lost.channel(),
                expected(lost),
                isNothing(lost) ? Optional.empty() : Optional.of(found(lost.foundTag())),
                history.last(),
                history.destroyed());
    }

    private static boolean isNothing(Ledger.Lost lost) {
        return lost.foundTag() == TagSpace.NOTHING;
    }

    private LostElement word(Ledger.Lost lost, Optional<Write> written) {
        return new LostElement(
                lost.step(),
                isHost(lost) ? "host" : plan.steps().get(lost.step()).layer(),
                lost.row(),
                lost.column(),
                lost.use().name(),
                lost.word(),
                lost.address(),
                isNothing(lost)
                        ? "nothing"
                        : tags.placement(tags.owner(lost.foundTag())).buffer().name(),
                isNothing(lost) ? -1 : tags.word(lost.foundTag()),
                written.map(Write::step).orElse(HOST));
    }

    private boolean isHost(Ledger.Lost lost) {
        return lost.step() == plan.steps().size();
    }

    private StoredElement expected(Ledger.Lost lost) {
        if (isHost(lost)) {
            return element(lost.use().name(), lost.word());
        }
        Step step = plan.steps().get(lost.step());
        TensorUse use = step.operation().operands().get(lost.operand());
        String name = layers.operandNames(step).get(lost.operand());
        return element(name, use.layoutOn(plan.machine().layout()), use.shape().width(), lost.word());
    }

    private StoredElement found(int tag) {
        return element(tags.placement(tags.owner(tag)).buffer().name(), tags.word(tag));
    }

    private StoredElement element(String buffer, long word) {
        Placement placement = tags.placement(tags.position(buffer));
        TensorLayout stored = BoundUse.stored(placement.buffer(), plan.machine().layout());
        return element(buffer, stored, placement.buffer().shape().width(), word);
    }

    /** The first element that has a bit in a word. */
    private static StoredElement element(String name, TensorLayout layout, int columns, long word) {
        long lane = (word - layout.startWord()) * layout.wordBits() / layout.elementBits();
        long pixel = Math.min(lane / layout.pixelStride(), layout.pixels() - 1);
        int channel = (int) (lane - pixel * layout.pixelStride());
        return new StoredElement(
                name, (int) (pixel / columns), (int) (pixel % columns), channel, channel >= layout.channels());
    }
}
