package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableSet;

/**
 * Choices in turning a network into a schedule.
 *
 * @param joinsEverywhere every concatenation that can do without copying does
 * @param joinedLayers otherwise: names of the concatenations that do without copying if they can
 */
public record ScheduleOptions(boolean joinsEverywhere, ImmutableSet<String> joinedLayers) {

    /** Every concatenation is a step that copies. */
    public static ScheduleOptions defaults() {
        return new ScheduleOptions(false, ImmutableSet.of());
    }

    /** No concatenation copies where the machine's layout permits it. */
    public static ScheduleOptions zeroCopyConcatenation() {
        return new ScheduleOptions(true, ImmutableSet.of());
    }

    /** The named concatenations do not copy where the machine's layout permits it. */
    public static ScheduleOptions zeroCopyConcatenation(Iterable<String> layers) {
        return new ScheduleOptions(false, ImmutableSet.copyOf(layers));
    }

    boolean joins(String layer) {
        return joinsEverywhere || joinedLayers.contains(layer);
    }
}
