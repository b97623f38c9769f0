package dev.shingle.mapper.place.trace;

import dev.shingle.mapper.place.PlacementProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How two buffers may lie to each other, given when they use which of their bytes.
 *
 * <p>At a time at which a uses [l, h) and b uses [m, k) of themselves, {@code delta = start(b) - start(a)} must not lie
 * strictly between {@code l - k} and {@code h - m}. The forbidden deltas are the union over all common times:
 *
 * <pre>
 *        -ba                              ab
 *   ------(====)-----(==)----(===========)-----&gt; delta
 *   b below a      may be holes        a below b
 * </pre>
 *
 * <p>A placement problem knows the outer ends only: a below b with clearance {@code ab}, the greatest {@code h - m}, or b
 * below a with {@code ba}, the greatest {@code k - l}. What lies in a hole is safe too, but no planner will find it.
 */
final class PairUse {

    /** Deltas from {@code after + 1} to {@code before - 1} are forbidden. */
    private record Forbidden(long after, long before) {}

    private final List<Forbidden> forbidden = new ArrayList<>();

    PairUse(List<Stretch> a, List<Stretch> b) {
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            Stretch one = a.get(i);
            Stretch other = b.get(j);
            if (one.from() < other.to() && other.from() < one.to()) {
                forbidden.add(new Forbidden(one.low() - other.high(), one.high() - other.low()));
            }
            if (one.to() <= other.to()) {
                i++;
            } else {
                j++;
            }
        }
        forbidden.sort(Comparator.comparingLong(Forbidden::after));
    }

    /** What these two need; empty if they just have to be disjoint. */
    Optional<PlacementProblem.Separation> separation(int a, long sizeA, int b, long sizeB) {
        if (forbidden.isEmpty()) {
            return Optional.of(new PlacementProblem.Separation(a, b, 0, 0));
        }
        long ab = forbidden.stream().mapToLong(Forbidden::before).max().orElseThrow();
        long ba = -forbidden.get(0).after();
        return ab == sizeA && ba == sizeB
                ? Optional.empty()
                : Optional.of(new PlacementProblem.Separation(a, b, ab, ba));
    }

    /** Whether a delta between forbidden ones is safe. */
    boolean hasHole() {
        long reached = forbidden.isEmpty() ? 0 : forbidden.get(0).before();
        for (Forbidden each : forbidden) {
            if (each.after() >= reached) {
                return true;
            }
            reached = Math.max(reached, each.before());
        }
        return false;
    }
}
