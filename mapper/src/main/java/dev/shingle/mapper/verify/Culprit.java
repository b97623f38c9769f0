package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.Placement;

/** Names what lies where a lost word should be. */
final class Culprit {

    private final PlanIndex index;
    private final Owners owners;

    Culprit(PlanIndex index, Owners owners) {
        this.index = index;
        this.owners = owners;
    }

    /** Who reads: step, layer, and the output pixel that is being computed. */
    record Reading(int step, String layer, int row, int column) {}

    /** A word that was already lost when the step began. */
    LostElement describe(Reading reading, int operand, long word) {
        long address = index.memory().address(index.placement(operand), word);
        return describe(reading, operand, word, owners.at(address));
    }

    /** A word that {@code owner} overwrote. */
    LostElement describe(Reading reading, int operand, long word, Owners.Owner owner) {
        Placement placement = index.placement(operand);
        long address = index.memory().address(placement, word);
        boolean isUnwritten = owner.equals(Owners.NOBODY);
        return new LostElement(
                reading.step(),
                reading.layer(),
                reading.row(),
                reading.column(),
                placement.buffer().name(),
                word,
                address,
                isUnwritten
                        ? "nothing"
                        : index.placement(owner.buffer()).buffer().name(),
                isUnwritten ? -1 : index.memory().wordAt(index.placement(owner.buffer()), address),
                owner.step());
    }
}
