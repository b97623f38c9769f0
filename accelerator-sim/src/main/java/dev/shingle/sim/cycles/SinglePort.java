package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.EngineTiming;
import dev.shingle.mapper.machine.Traversal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * When the groups of a step issue their last read if reads make way for writes (docs/simulator.md, equation 9). Writes of
 * group j block some cycles behind its last read e(j); group k has its n cycles in what is not blocked:
 *
 * <pre>
 *   e(0)             e(1)             e(2)
 *   ..|  ..  ..  ..B ..|  ..  ..  ..B ..|           B: the port writes what was issued some groups ago
 *   e(j) ------------------------> B
 * </pre>
 *
 * The walk goes from group to group. Rows of one class that begin with the same writes on their way take equally long, so each
 * such row is walked once.
 */
final class SinglePort {

    private final StepWork work;
    private final UnitPricing pricing;
    private final long outputCycles;
    private final long cyclesToWrite;

    private final Deque<Blocked> blocked = new ArrayDeque<>();
    private final Map<RowStart, RowEnd> known = new HashMap<>();
    private boolean isFirst = true;
    private long last;

    SinglePort(StepWork work, UnitPricing pricing, EngineTiming timing) {
        this.work = work;
        this.pricing = pricing;
        this.outputCycles = (long) timing.outputCycles()
                * work.outputPasses()
                * work.groups().get(0).parts();
        this.cyclesToWrite = (long) timing.pipelineCycles()
                + timing.writeCycles()
                + (work.outputPasses() - 1L) * timing.outputCycles()
                + 1;
    }

    /** Cycles in which the port writes, both ends included. */
    private record Blocked(long first, long last) {
        Blocked plus(long cycles) {
            return new Blocked(first + cycles, last + cycles);
        }
    }

    /** What decides how long a row takes; cycles are relative to the last read before it. */
    private record RowStart(ImmutableIntArray residues, ImmutableList<Blocked> blocked) {}

    /** The same after it. */
    private record RowEnd(long cycles, ImmutableList<Blocked> blocked) {}

    /** From the first read of the step to its last, both included. */
    long lastIssue(Traversal traversal, boolean lowestGroupFirst) {
        boolean isForward = traversal == Traversal.FORWARD;
        ImmutableList<OutputGroup> groups =
                lowestGroupFirst ? work.groups() : work.groups().reverse();
        ImmutableIntArray[] columns = new ImmutableIntArray[work.columns()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = TapClasses.ofColumn(work, isForward ? i : columns.length - 1 - i);
        }
        int rows = work.endRow() - work.firstRow();
        for (int i = 0; i < rows; i++) {
            row(TapClasses.ofRow(work, isForward ? work.firstRow() + i : work.endRow() - 1 - i), columns, groups);
        }
        return last;
    }

    private void row(ImmutableIntArray row, ImmutableIntArray[] columns, ImmutableList<OutputGroup> groups) {
        RowStart start = new RowStart(row, blockedSinceLast());
        RowEnd end = known.get(start);
        if (isFirst || end == null) {
            boolean wasFirst = isFirst;
            long before = last;
            walk(row, columns, groups);
            if (!wasFirst) {
                known.put(start, new RowEnd(last - before, blockedSinceLast()));
            }
            return;
        }
        last = Math.addExact(last, end.cycles());
        blocked.clear();
        end.blocked().forEach(writes -> blocked.addLast(writes.plus(last)));
    }

    private ImmutableList<Blocked> blockedSinceLast() {
        return blocked.stream()
                .filter(writes -> writes.last() > last)
                .map(writes -> new Blocked(Math.max(writes.first(), last + 1), writes.last()).plus(-last))
                .collect(ImmutableList.toImmutableList());
    }

    private void walk(ImmutableIntArray row, ImmutableIntArray[] columns, ImmutableList<OutputGroup> groups) {
        Map<ImmutableIntArray, UnitCost[]> costs = new HashMap<>();
        for (ImmutableIntArray column : columns) {
            UnitCost[] ofGroups = costs.computeIfAbsent(
                    column,
                    residues -> groups.stream()
                            .map(group -> pricing.price(row, residues, group))
                            .toArray(UnitCost[]::new));
            for (UnitCost cost : ofGroups) {
                issue(cost.frontCycles(), cost.writeAccesses);
            }
        }
    }

    private void issue(long front, long writes) {
        while (!blocked.isEmpty() && blocked.getFirst().last() <= last) {
            blocked.removeFirst();
        }
        long before = last;
        long end = last + front;
        for (Blocked other : blocked) {
            long from = Math.max(other.first(), before + 1);
            end += from <= end ? other.last() - from + 1 : 0;
        }
        if (!isFirst) {
            end = Math.max(end, before + Math.max(outputCycles, writes));
        }
        for (Blocked other : blocked) {
            end = other.first() <= end && end <= other.last() ? other.last() + 1 : end;
        }
        last = end;
        isFirst = false;
        block(last + cyclesToWrite, last + cyclesToWrite + writes - 1);
    }

    /** Writes of several accesses may meet those of the group before. */
    private void block(long from, long to) {
        long free = blocked.isEmpty() ? from : Math.max(from, blocked.getLast().last() + 1);
        if (free <= to) {
            blocked.addLast(new Blocked(free, to));
        }
    }
}
