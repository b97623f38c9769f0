package dev.shingle.mapper.verify;

import static java.util.Comparator.comparingLong;

import dev.shingle.mapper.machine.Traversal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A number of words into which some buffers that are live at one step cannot be packed below, whatever the direction of
 * the step and whatever else there is.
 *
 * <p><b>Grains.</b> With linear addresses starts are multiples of the alignment, so memory falls into grains of that many
 * words, a buffer covers whole grains (the topmost one excepted: the scratchpad may end within its last grain), and
 * clearances count rounded up. With circular addresses the alignment is left out of account, which only lowers the bound.
 *
 * <p><b>Bystanders</b> may overlap nobody. They cover grains of their own, so they add up. Taking them out and letting
 * everything above each of them sink leaves a legal packing of the rest, the <i>core</i>. Hence, with c a bound for the
 * core alone, the height is at least
 *
 * <pre>
 *   bystanders + c                             if a core buffer ends highest
 *   bystanders + c rounded up - unused words of its last grain     if a bystander does
 * </pre>
 *
 * <p><b>Covered words.</b> Take a core buffer z and others that may not overlap each other. One that lies above z if at
 * all, by d(z, t) words or more, covers none of the first d(z, t) words of z; one that lies below covers none of its last
 * size(z) - size(t) + d(t, z). So those that keep clear of the same r first (or last) words of z need r words more than
 * they cover themselves:
 *
 * <pre>
 *   | z z z z z z z z |         r = 3 words of z stay clear of t1 and t2:   3 + t1 + t2
 *   | . . . | t1 t1 t1 | t2 t2 |
 * </pre>
 *
 * <p>which holds on a circle as well. The words that the topmost buffer does not fill are deducted.
 *
 * <p><b>Small cores</b> with linear addresses are solved outright: every choice of who lies above whom, and the least
 * starts that it allows. Larger ones: the few z with the most partners are tried, O(k^2) for k buffers.
 */
final class LeastPacking {

    private static final int SMALL_CORE = 5;
    private static final int MOST_TRIED = 8;
    private static final int MOST_CHANGING = 1 << 11;

    private final ClearanceTable table;
    private final Traversal traversal;
    private final long grain;
    private final List<Integer> core = new ArrayList<>();
    private long bystanders;
    private long bystandersUnused = -1;

    private LeastPacking(ClearanceTable table, int step, List<Integer> buffers, Traversal traversal) {
        this.table = table;
        this.traversal = traversal;
        this.grain = table.isCircular() ? 1 : table.alignmentWords();
        List<Integer> changing = changing(table, step, buffers);
        for (int buffer : buffers) {
            boolean stays = table.isLive(buffer, step - 1) && table.isLive(buffer, step + 1);
            if (stays || changing.stream().allMatch(other -> other == buffer || isApart(buffer, other))) {
                bystanders = Math.addExact(bystanders, rounded(buffer));
                bystandersUnused = Math.max(bystandersUnused, unused(buffer));
            } else {
                core.add(buffer);
            }
        }
    }

    /** Overlap is a matter of those that arrive or die. */
    private static List<Integer> changing(ClearanceTable table, int step, List<Integer> buffers) {
        List<Integer> changing = buffers.stream()
                .filter(buffer -> !table.isLive(buffer, step - 1) || !table.isLive(buffer, step + 1))
                .toList();
        if (changing.size() > MOST_CHANGING) {
            throw new ProofFlaw(
                    "%d buffers that arrive or die at step %d".formatted(changing.size(), step),
                    "at most " + MOST_CHANGING);
        }
        return changing;
    }

    /** What buffers that are all live at the step need at least. */
    static long words(ClearanceTable table, int step, List<Integer> buffers) {
        return table.traversals().stream()
                .mapToLong(traversal -> new LeastPacking(table, step, buffers, traversal).words())
                .min()
                .orElse(0);
    }

    private long words() {
        if (core.isEmpty()) {
            return bystanders - Math.max(0, bystandersUnused);
        }
        long alone = coreAlone();
        long coreEndsHighest = Math.addExact(bystanders, alone);
        return bystandersUnused < 0
                ? coreEndsHighest
                : Math.min(coreEndsHighest, Math.addExact(bystanders, Grains.up(alone, grain)) - bystandersUnused);
    }

    private long coreAlone() {
        long most = core.stream()
                .sorted(comparingLong(this::partners).reversed())
                .limit(MOST_TRIED)
                .mapToLong(this::around)
                .max()
                .orElse(0);
        boolean isSmall = core.size() <= SMALL_CORE && !table.isCircular();
        return isSmall ? Math.max(most, new SmallCore(core, this).leastHeight()) : most;
    }

    private long partners(int z) {
        return core.stream().filter(other -> other != z && !isApart(z, other)).count();
    }

    private long around(int z) {
        List<Integer> others = apartFromEachOther(z);
        long unused = unused(z);
        for (int other : others) {
            unused = Math.max(unused, unused(other));
        }
        long covered = Math.max(covered(z, others, t -> clearStart(z, t)), covered(z, others, t -> clearEnd(z, t)));
        return covered - unused;
    }

    /** Core buffers other than z, no two of which may overlap; those that may overlap z first. */
    private List<Integer> apartFromEachOther(int z) {
        List<Integer> candidates = new ArrayList<>(core);
        candidates.sort(comparingLong(other -> isApart(z, other) ? 1 : 0));
        List<Integer> chosen = new ArrayList<>();
        for (int candidate : candidates) {
            if (candidate != z && chosen.stream().allMatch(other -> isApart(candidate, other))) {
                chosen.add(candidate);
            }
        }
        return chosen;
    }

    private long covered(int z, List<Integer> others, ToLongFunction<Integer> clear) {
        List<Integer> clearestFirst = new ArrayList<>(others);
        clearestFirst.sort(comparingLong(clear).reversed());
        long most = rounded(z);
        long sum = 0;
        for (int other : clearestFirst) {
            sum = Math.addExact(sum, rounded(other));
            most = Math.max(most, Math.addExact(clear.applyAsLong(other), sum));
        }
        return most;
    }

    /** So many words from the start of z on are never covered by t. */
    private long clearStart(int z, int t) {
        return clearance(t, z) >= rounded(t) ? within(clearance(z, t), rounded(z)) : 0;
    }

    /** So many words up to the end of z are never covered by t. */
    private long clearEnd(int z, int t) {
        return clearance(z, t) >= rounded(z) ? within(rounded(z) - rounded(t) + clearance(t, z), rounded(z)) : 0;
    }

    private static long within(long words, long most) {
        return Math.max(0, Math.min(words, most));
    }

    private boolean isApart(int a, int b) {
        return clearance(a, b) >= rounded(a) && clearance(b, a) >= rounded(b);
    }

    long clearance(int below, int above) {
        return Grains.up(table.clearanceWords(below, above, traversal), grain);
    }

    long size(int buffer) {
        return table.sizeWords(buffer);
    }

    private long rounded(int buffer) {
        return Grains.up(size(buffer), grain);
    }

    private long unused(int buffer) {
        return rounded(buffer) - size(buffer);
    }
}
