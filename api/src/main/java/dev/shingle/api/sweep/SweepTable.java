package dev.shingle.api.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ListMultimap;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sweep's rows in the order of its points, whatever the order in which they were done: the same points give the same
 * bytes.
 *
 * @param header which sweep and which part of it
 * @param rows by point
 */
public record SweepTable(SweepHeader header, ImmutableSortedMap<Integer, String> rows) {

    /** Parts joined, or what keeps them from being so. */
    public sealed interface Joined {}

    /** All points are there, each once. */
    public record Complete(SweepTable table) implements Joined {}

    /** All that is wrong, in one line: how much of it, and where it is found first. */
    public record Refused(String reason) implements Joined {}

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
        Part first = parts.get(0);
        ImmutableList<Part> strangers = parts.stream()
                .filter(part ->
                        !part.table().header().isOfSameSweep(first.table().header()))
                .collect(toImmutableList());
        if (!strangers.isEmpty()) {
            return new Refused(difference(first, strangers.get(0)) + more(strangers.size() - 1));
        }
        SweepAxes axes = first.table().header().axes();
        ListMultimap<Integer, String> owners = owners(parts);
        ImmutableList<String> faults = Stream.of(missing(axes, owners), repeated(axes, owners))
                .flatMap(Optional::stream)
                .collect(toImmutableList());
        if (!faults.isEmpty()) {
            return new Refused(String.join("; ", faults));
        }
        SortedMap<Integer, String> rows = new TreeMap<>();
        parts.forEach(part -> rows.putAll(part.table().rows()));
        return new Complete(new SweepTable(first.table().header(), ImmutableSortedMap.copyOf(rows)));
    }

    private static String more(int others) {
        return others == 0 ? "" : String.format(Locale.ROOT, ", and so it is with %,d more", others);
    }

    /** In which parts each point is. */
    private static ListMultimap<Integer, String> owners(ImmutableList<Part> parts) {
        ListMultimap<Integer, String> owners = ArrayListMultimap.create();
        parts.forEach(part -> part.table().rows().keySet().forEach(index -> owners.put(index, part.name())));
        return owners;
    }

    private static Optional<String> missing(SweepAxes axes, ListMultimap<Integer, String> owners) {
        int[] missing = IntStream.range(0, axes.size())
                .filter(index -> !owners.containsKey(index))
                .toArray();
        return missing.length == 0
                ? Optional.empty()
                : Optional.of(count(missing.length, axes) + "missing, first " + axes.describe(missing[0]));
    }

    private static Optional<String> repeated(SweepAxes axes, ListMultimap<Integer, String> owners) {
        int[] repeated = owners.keySet().stream()
                .mapToInt(index -> index)
                .filter(index -> owners.get(index).size() > 1)
                .sorted()
                .toArray();
        return repeated.length == 0
                ? Optional.empty()
                : Optional.of(count(repeated.length, axes) + "there more than once, first " + axes.describe(repeated[0])
                        + " in " + String.join(" and in ", owners.get(repeated[0])));
    }

    private static String count(int points, SweepAxes axes) {
        return String.format(Locale.ROOT, "%,d of %,d points %s ", points, axes.size(), points == 1 ? "is" : "are");
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
