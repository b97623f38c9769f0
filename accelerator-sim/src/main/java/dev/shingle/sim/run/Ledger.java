package dev.shingle.sim.run;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.ReplayReport.OutOfBounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Counts what goes wrong, each word once for a unit and operand, and keeps the first losses: in the order of the units, and
 * within one by operand and word, whatever the order in which a kernel reads.
 */
final class Ledger {

    private static final Comparator<Lost> WITHIN_UNIT =
            Comparator.comparingInt(Lost::operand).thenComparingLong(Lost::word);

    private final int mostKept;
    private final long[] perStep;
    private final List<Lost> kept = new ArrayList<>();
    private final PriorityQueue<Lost> ofUnit = new PriorityQueue<>(Collections.reverseOrder(WITHIN_UNIT));
    private ImmutableList<BoundUse> uses = ImmutableList.of();
    private boolean hasComplaints;
    private int step;
    private long unit;
    private int row;
    private int column;
    private int channel;
    private long outOfBounds;
    private Optional<OutOfBounds> firstOutOfBounds = Optional.empty();

    Ledger(int steps, int mostKept) {
        this.mostKept = mostKept;
        perStep = new long[steps + 1];
    }

    /**
     * A word that is not what a unit expects, still as numbers.
     *
     * @param unit number of the unit within its step
     * @param row row of the unit's first output pixel
     * @param operand position of the operand
     * @param word word of the operand's buffer
     */
    record Lost(
            int step,
            long unit,
            int row,
            int column,
            int channel,
            int operand,
            BoundUse use,
            long word,
            long address,
            int foundTag) {}

    /** A step starts, or the host: -1 before the first step, the number of steps behind the last. */
    void beginStep(int newStep, ImmutableList<BoundUse> newUses) {
        endUnit();
        step = newStep;
        uses = newUses;
        unit = -1;
    }

    /** A unit starts; its first output pixel in traversal order and its first channel are given. */
    void beginUnit(int firstRow, int firstColumn, int firstChannel) {
        if (hasComplaints) {
            endUnit();
        }
        unit++;
        row = firstRow;
        column = firstColumn;
        channel = firstChannel;
    }

    private void endUnit() {
        uses.forEach(use -> use.marks().clear());
        hasComplaints = false;
        List<Lost> sorted = new ArrayList<>(ofUnit);
        sorted.sort(WITHIN_UNIT);
        kept.addAll(sorted);
        ofUnit.clear();
    }

    void lost(int operand, BoundUse use, long word, long address, int foundTag) {
        hasComplaints = true;
        if (!use.marks().mark(word)) {
            return;
        }
        perStep[step]++;
        if (kept.size() == mostKept) {
            return;
        }
        ofUnit.add(new Lost(step, unit, row, column, channel, operand, use, word, address, foundTag));
        if (kept.size() + ofUnit.size() > mostKept) {
            ofUnit.remove();
        }
    }

    /** The host's inputs count for step 0: there is no earlier one. */
    void outOfBounds(BoundUse use, long word, long address) {
        hasComplaints = true;
        if (!use.marks().mark(word)) {
            return;
        }
        perStep[Math.max(0, step)]++;
        outOfBounds++;
        if (firstOutOfBounds.isEmpty()) {
            firstOutOfBounds = Optional.of(new OutOfBounds(step, use.name(), word, address));
        }
    }

    long violations(int ofStep) {
        return perStep[ofStep];
    }

    ImmutableLongArray violationsPerStep() {
        return ImmutableLongArray.copyOf(perStep);
    }

    /** The first losses; nothing may go wrong any more. */
    ImmutableList<Lost> firstLost() {
        endUnit();
        return ImmutableList.copyOf(kept);
    }

    long outOfBounds() {
        return outOfBounds;
    }

    Optional<OutOfBounds> firstOutOfBounds() {
        return firstOutOfBounds;
    }
}
