package dev.shingle.fpga.blocks;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.memory.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a part has the blocks for some memories. Each memory is made of one kind of blocks; where a part has several, all
 * assignments are tried (few memories have a choice), and one is taken that fits, or that lacks least.
 *
 * @param part the part
 * @param uses one for each memory, in order
 * @param counting how blocks are counted
 */
public record Fit(Part part, ImmutableList<Use> uses, BlockCounting counting) {

    /** A memory, and the blocks that it is made of. */
    public record Use(MemoryDemand demand, BlockKind kind, long blocks) {}

    /** The best assignment, by the formula. */
    public static Fit of(Part part, ImmutableList<MemoryDemand> demands) {
        return of(part, demands, BlockCounting.FORMULA);
    }

    /** The best assignment. */
    public static Fit of(Part part, ImmutableList<MemoryDemand> demands, BlockCounting counting) {
        return search(part, demands, counting, new ArrayList<>());
    }

    private static Fit search(
            Part part, ImmutableList<MemoryDemand> demands, BlockCounting counting, List<Use> chosen) {
        if (chosen.size() == demands.size()) {
            return new Fit(part, ImmutableList.copyOf(chosen), counting);
        }
        MemoryDemand demand = demands.get(chosen.size());
        Fit best = null;
        for (BlockKind kind : candidates(part, demand)) {
            chosen.add(new Use(demand, kind, counting.blocks(part.family(), kind, demand)));
            Fit found = search(part, demands, counting, chosen);
            chosen.remove(chosen.size() - 1);
            if (best == null || found.missing() < best.missing()) {
                best = found;
            }
        }
        if (best == null) {
            throw new AssertionError("no kind of block on " + part.name() + " for " + demand);
        }
        return best;
    }

    private static ImmutableList<BlockKind> candidates(Part part, MemoryDemand demand) {
        return part.family().kinds().stream()
                .filter(kind -> part.blocksOf(kind) > 0)
                .filter(kind -> kind.refusal(demand).isEmpty())
                .collect(toImmutableList());
    }

    /** There are enough blocks of each kind. */
    public boolean fits() {
        return missing() == 0;
    }

    /** Blocks in use, by kind. */
    public ImmutableMap<BlockKind, Long> blocks() {
        Map<BlockKind, Long> blocks = new EnumMap<>(BlockKind.class);
        uses.forEach(use -> blocks.merge(use.kind(), use.blocks(), Math::addExact));
        return ImmutableMap.copyOf(blocks);
    }

    /** Blocks of a kind that the part lacks. */
    public long missing(BlockKind kind) {
        return Math.max(0, blocks().getOrDefault(kind, 0L) - part.blocksOf(kind));
    }

    private long missing() {
        return part.family().kinds().stream().mapToLong(this::missing).sum();
    }

    /** Why memories are not made of the other kinds of blocks: the first reason for each kind. */
    public ImmutableList<Refusal> refusals() {
        return part.family().kinds().stream()
                .filter(kind -> part.blocksOf(kind) > 0)
                .flatMap(kind -> uses.stream()
                        .flatMap(use -> kind.refusal(use.demand()).stream())
                        .limit(1))
                .collect(toImmutableList());
    }

    /** One line: {@code does not fit ecp5-25f: 123 DP16KD of 56, 67 too many}. */
    public String describe() {
        String counts = blocks().entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        boolean isFormula = uses.stream()
                .allMatch(use -> use.blocks()
                        == use.kind()
                                .blocks(use.demand().wordBits(), use.demand().depthWords()));
        return (fits() ? "fits " : "does not fit ") + part.name() + ": " + counts
                + (isFormula ? "" : "," + counting.remark());
    }

    private String count(BlockKind kind, long used) {
        int available = part.blocksOf(kind);
        String what = kind.describe(used) + " of " + kind.describe(available).replaceAll(" .*", "");
        return used > available
                ? what + ", " + kind.describe(used - available).replaceAll(" .*", "") + " too many"
                : what + ", " + kind.describe(available - used).replaceAll(" .*", "") + " left";
    }
}
