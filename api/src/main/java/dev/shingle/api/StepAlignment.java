package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.api.PlanComparison.Pair;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts steps of two plans side by side: a longest common subsequence of layer names, or of operators if few names are
 * common. O(n m) for n and m steps between the common beginning and the common end; beyond a few million pairs, steps are
 * paired by position.
 */
final class StepAlignment {

    private static final long MOST_CELLS = 4_000_000;

    private final ImmutableList<PlanStep> a;
    private final ImmutableList<PlanStep> b;
    private final Function<PlanStep, String> key;
    private final ImmutableList.Builder<Pair> pairs = ImmutableList.builder();

    private StepAlignment(ImmutableList<PlanStep> a, ImmutableList<PlanStep> b, Function<PlanStep, String> key) {
        this.a = a;
        this.b = b;
        this.key = key;
    }

    static ImmutableList<Pair> of(ImmutableList<PlanStep> a, ImmutableList<PlanStep> b) {
        ImmutableSet<String> names = a.stream().map(PlanStep::layer).collect(ImmutableSet.toImmutableSet());
        long common = b.stream().filter(step -> names.contains(step.layer())).count();
        boolean byName = 2 * common >= Math.min(a.size(), b.size());
        return new StepAlignment(a, b, byName ? PlanStep::layer : PlanStep::operator).align();
    }

    private ImmutableList<Pair> align() {
        int start = 0;
        while (start < Math.min(a.size(), b.size()) && same(start, start)) {
            add(start, start);
            start++;
        }
        int tail = 0;
        while (tail < Math.min(a.size(), b.size()) - start && same(a.size() - 1 - tail, b.size() - 1 - tail)) {
            tail++;
        }
        middle(start, a.size() - tail, b.size() - tail);
        for (int i = tail; i > 0; i--) {
            add(a.size() - i, b.size() - i);
        }
        return pairs.build();
    }

    private void middle(int start, int endA, int endB) {
        boolean tooMany = (long) (endA - start) * (endB - start) > MOST_CELLS;
        int[][] common = tooMany ? new int[0][0] : lengths(start, endA, endB);
        int i = start;
        int j = start;
        while (i < endA || j < endB) {
            boolean both = i < endA && j < endB;
            if (both && (tooMany || same(i, j))) {
                add(i++, j++);
            } else if (j >= endB || (both && common[i - start + 1][j - start] >= common[i - start][j - start + 1])) {
                add(i++, -1);
            } else {
                add(-1, j++);
            }
        }
    }

    /** Cell (i, j): the longest common subsequence of what is left from i and from j on. */
    private int[][] lengths(int start, int endA, int endB) {
        int[][] common = new int[endA - start + 1][endB - start + 1];
        for (int i = endA - start - 1; i >= 0; i--) {
            for (int j = endB - start - 1; j >= 0; j--) {
                common[i][j] = same(start + i, start + j)
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private boolean same(int i, int j) {
        return key.apply(a.get(i)).equals(key.apply(b.get(j)));
    }

    private void add(int i, int j) {
        pairs.add(new Pair(
                i < 0 ? Optional.empty() : Optional.of(a.get(i)), j < 0 ? Optional.empty() : Optional.of(b.get(j))));
    }
}
