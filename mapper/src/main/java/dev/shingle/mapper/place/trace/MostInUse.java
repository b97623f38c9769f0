package dev.shingle.mapper.place.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Max-live: the most bytes that are in use at one time, gaps taken into account. Bytes in use at the same time lie apart,
 * so no packing takes less.
 *
 * @param bytes how many
 * @param time the first time at which they are; 0 if there is nothing
 */
public record MostInUse(long bytes, long time) {

    private record Change(long time, long bytes) {}

    static MostInUse of(List<List<Stretch>> uses) {
        List<Change> changes = new ArrayList<>();
        for (List<Stretch> use : uses) {
            for (Stretch stretch : use) {
                changes.add(new Change(stretch.from(), stretch.bytes()));
                changes.add(new Change(stretch.to(), -stretch.bytes()));
            }
        }
        // At the same time, what ends goes first.
        changes.sort(Comparator.comparingLong(Change::time).thenComparingLong(Change::bytes));
        MostInUse most = new MostInUse(0, 0);
        long now = 0;
        for (Change change : changes) {
            now += change.bytes();
            most = now > most.bytes() ? new MostInUse(now, change.time()) : most;
        }
        return most;
    }
}
