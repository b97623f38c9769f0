package dev.shingle.mapper.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Which orders of which pairs are assumed, and how often.
 *
 * <p>Circular: t turns mean {@code d(a,b) + t M <= start(b) - start(a) <= M - d(b,a) + t M}, which is the same as -1 - t
 * turns with a and b exchanged. Starts lie in [0, M) and clearances between -M and M, so t from -3 to 2 is all that can
 * matter. Linear: 0 means that a is below, 1 that b is.
 */
final class PairOrders {

    static final int LEAST_TURNS = -3;
    static final int MOST_TURNS = 2;

    /** start(upper) - start(lower) is at least {@code words + turns * M}. */
    record Separation(long words, int turns) {

        long words(long capacity) {
            return Math.addExact(words, Math.multiplyExact(capacity, (long) turns));
        }
    }

    private final boolean circular;
    private final Map<Long, int[]> counts = new HashMap<>();

    PairOrders(boolean circular) {
        this.circular = circular;
    }

    void count(Known.Apart apart, int change) {
        boolean exchanged = apart.a() > apart.b();
        int turns = exchanged ? exchange(apart.turns()) : apart.turns();
        int[] assumed =
                counts.computeIfAbsent(key(apart.a(), apart.b()), unused -> new int[MOST_TURNS - LEAST_TURNS + 1]);
        assumed[turns - LEAST_TURNS] += change;
    }

    /**
     * The strongest difference from one buffer to another.
     *
     * @param clearance d(from, to)
     * @param least what a difference is worth at least
     */
    Optional<Separation> strongest(int from, int to, long clearance, ToLongFunction<Separation> least) {
        int[] assumed = counts.get(key(from, to));
        Optional<Separation> strongest = Optional.empty();
        for (int i = 0; assumed != null && i < assumed.length; i++) {
            if (assumed[i] > 0) {
                int turns = from > to ? exchange(i + LEAST_TURNS) : i + LEAST_TURNS;
                if (circular || turns == 0) {
                    Separation one = new Separation(clearance, turns);
                    boolean isStronger =
                            strongest.isEmpty() || least.applyAsLong(one) > least.applyAsLong(strongest.get());
                    strongest = isStronger ? Optional.of(one) : strongest;
                }
            }
        }
        return strongest;
    }

    private int exchange(int turns) {
        return circular ? -1 - turns : 1 - turns;
    }

    private static long key(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }
}
