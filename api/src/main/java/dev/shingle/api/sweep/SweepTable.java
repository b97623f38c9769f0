package dev.shingle.api.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A sweep's rows in the order of its points, whatever the order in which they were done: the same points give the same
 * bytes.
 *
 * @param header which sweep and which part of it
 * @param rows by point
 */
public record SweepTable(SweepHeader header, ImmutableSortedMap<Integer, String> rows) {

    private static final int MOST_NAMED = 5;

    /** Parts joined, or what keeps them from being so. */
    public sealed interface Joined {}

    /** All points are there, each once. */
    public record Complete(SweepTable table) implements Joined {}

    /** One line for each thing that is wrong. */
    public record Refused(ImmutableList<String> reasons) implements Joined {}

    /** A part and what messages call it. */
    public record Part(String name, SweepTable table) {}

    /** The table as CSV. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(String.join(",", header.columns())).append('\n');
        rows.values().forEach(row -> csv.append(row).append('\n'));
        return csv.toString();
    }

    /** Rows that have a reason instead of figures. */
    public int errors() {
        return (int) rows.values().stream().filter(row -> !row.endsWith(",")).count();
    }

    /** Joins the parts of one sweep: every point must be there, once. */
    public static Joined join(ImmutableList<Part> parts) {
        List<String> reasons = new ArrayList<>();
        Part first = parts.get(0);
        for (Part part : parts) {
            if (!part.table().header().isOfSameSweep(first.table().header())) {
                reasons.add(difference(first, part));
            }
        }
        if (!reasons.isEmpty()) {
            return new Refused(ImmutableList.copyOf(reasons));
        }
        SweepAxes axes = first.table().header().axes();
        SortedMap<Integer, String> rows = new TreeMap<>();
        addSome(reasons, duplicates(parts, axes, rows), "are there twice");
        addSome(reasons, missing(axes, rows), "are missing");
        return reasons.isEmpty()
                ? new Complete(new SweepTable(first.table().header(), ImmutableSortedMap.copyOf(rows)))
                : new Refused(ImmutableList.copyOf(reasons));
    }

    /** Fills in the rows. */
    private static List<String> duplicates(ImmutableList<Part> parts, SweepAxes axes, SortedMap<Integer, String> rows) {
        Map<Integer, String> owners = new HashMap<>();
        List<String> duplicates = new ArrayList<>();
        for (Part part : parts) {
            part.table().rows().forEach((index, row) -> {
                rows.put(index, row);
                String other = owners.put(index, part.name());
                if (other != null) {
                    duplicates.add("%s is in %s and in %s".formatted(axes.describe(index), other, part.name()));
                }
            });
        }
        return duplicates;
    }

    private static List<String> missing(SweepAxes axes, SortedMap<Integer, String> rows) {
        return IntStream.range(0, axes.size())
                .filter(index -> !rows.containsKey(index))
                .mapToObj(index -> axes.describe(index) + " is missing")
                .toList();
    }

    private static void addSome(List<String> reasons, List<String> found, String what) {
        reasons.addAll(found.subList(0, Math.min(MOST_NAMED, found.size())));
        if (found.size() > MOST_NAMED) {
            reasons.add(String.format(Locale.ROOT, "%,d more points %s", found.size() - MOST_NAMED, what));
        }
    }

    private static String difference(Part first, Part other) {
        SweepHeader a = first.table().header();
        SweepHeader b = other.table().header();
        String what;
        if (!a.version().equals(b.version())) {
            what = "is by %s, %s by %s".formatted(b.version(), first.name(), a.version());
        } else if (a.id().equals(b.id())) {
            what = "is one of %d shards, %s one of %d"
                    .formatted(b.shard().count(), first.name(), a.shard().count());
        } else {
            what = "is of another sweep than " + first.name();
        }
        return other.name() + " " + what;
    }
}
