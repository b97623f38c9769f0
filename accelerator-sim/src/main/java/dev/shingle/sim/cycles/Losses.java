package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;

/** Adds up cycles by cause. */
final class Losses {

    private final Map<Loss, Long> cycles = new EnumMap<>(Loss.class);

    void add(Loss cause, long lost) {
        cycles.merge(cause, lost, Math::addExact);
    }

    long total() {
        return cycles.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Causes without any cycle are left out. */
    ImmutableMap<Loss, Long> toMap() {
        ImmutableMap.Builder<Loss, Long> map = ImmutableMap.builder();
        cycles.forEach((cause, lost) -> {
            if (lost != 0) {
                map.put(cause, lost);
            }
        });
        return map.buildOrThrow();
    }
}
