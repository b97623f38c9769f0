package dev.shingle.mapper.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Whose word lies at each address between two steps: the buffer that wrote there last, and the step that did. Kept as runs
 * of equal owners, so it is as small as the plan, not as the scratchpad.
 */
final class Owners {

    /** Nothing was written yet. */
    static final Owner NOBODY = new Owner(-1, -1);

    /** Buffer number in the plan, and the step that wrote it; -1 for the host. */
    record Owner(int buffer, int step) {

        boolean isOf(int number) {
            return buffer == number;
        }
    }

    /** Addresses {@code [start, end)} have one owner. */
    record Stretch(long start, long end, Owner owner) {}

    private final TreeMap<Long, Owner> byStart = new TreeMap<>();

    Owners() {
        byStart.put(0L, NOBODY);
    }

    void assign(long start, long end, Owner owner) {
        Owner behind = at(end);
        byStart.subMap(start, end).clear();
        byStart.put(start, owner);
        byStart.put(end, behind);
        mergeAt(end);
        mergeAt(start);
    }

    private void mergeAt(long start) {
        Map.Entry<Long, Owner> before = byStart.lowerEntry(start);
        if (before != null && before.getValue().equals(byStart.get(start))) {
            byStart.remove(start);
        }
    }

    Owner at(long address) {
        return Objects.requireNonNull(byStart.floorEntry(address), "addresses start at 0")
                .getValue();
    }

    /** The addresses {@code [start, end)} cut where the owner changes; a copy, so owners may be assigned meanwhile. */
    List<Stretch> stretches(long start, long end) {
        List<Stretch> stretches = new ArrayList<>();
        long from = start;
        while (from < end) {
            Long next = byStart.higherKey(from);
            long to = next == null ? end : Math.min(end, next);
            stretches.add(new Stretch(from, to, at(from)));
            from = to;
        }
        return stretches;
    }
}
