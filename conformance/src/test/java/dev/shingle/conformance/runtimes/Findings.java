package dev.shingle.conformance.runtimes;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The books of a comparison: what was equal, what was not, and what could not be compared. */
final class Findings {

    private static final int EXAMPLES_SHOWN = 3;
    private static final int LONGEST_KIND_CHARS = 400;

    private final String name;
    private final Map<String, Integer> equal = new TreeMap<>();
    private final SetMultimap<String, String> differences =
            MultimapBuilder.treeKeys().linkedHashSetValues().build();
    private final SetMultimap<String, String> known =
            MultimapBuilder.treeKeys().linkedHashSetValues().build();
    private final SetMultimap<String, String> refusals =
            MultimapBuilder.treeKeys().linkedHashSetValues().build();
    private final SetMultimap<String, String> unwritable =
            MultimapBuilder.treeKeys().linkedHashSetValues().build();
    private int networks;

    Findings(String name) {
        this.name = name;
    }

    void countNetwork() {
        networks++;
    }

    void equal(String kind) {
        equal.merge(kind, 1, Integer::sum);
    }

    void different(String kind, String example) {
        differences.put(general(kind), example);
    }

    /** As it must be, by {@link KnownDifferences}. */
    void knownToDiffer(String kind, String example) {
        known.put(general(kind), example);
    }

    void refused(String reason, String example) {
        refusals.put(general(reason), example);
    }

    /** The format has no such thing, and the writer says so. */
    void unwritable(String reason, String example) {
        unwritable.put(general(reason), example);
    }

    /** Reasons that differ in names and numbers only are one. */
    private static String general(String reason) {
        String plain =
                reason.replaceAll("\\s+", " ").replaceAll("\\by\\d+\\b", "Y").replaceAll("(?<![A-Z\\d])\\d+", "N");
        return plain.substring(0, Math.min(plain.length(), LONGEST_KIND_CHARS));
    }

    int networks() {
        return networks;
    }

    /** Results found equal. */
    int equal() {
        return equal.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The same by operator and type. */
    Map<String, Integer> equalByKind() {
        return equal;
    }

    int different() {
        return differences.size();
    }

    /** Kinds of layers with a difference somewhere. */
    Set<String> differentKinds() {
        return differences.keySet();
    }

    /** What is different, each in a line. */
    ImmutableList<String> toldDifferences() {
        return differences.entries().stream()
                .map(difference -> difference.getKey() + ": " + difference.getValue())
                .collect(toImmutableList());
    }

    /** What stands in the way of comparing a whole network. */
    int notEqual() {
        return differences.size() + known.size() + refusals.size();
    }

    int refusals() {
        return refusals.size();
    }

    int unwritable() {
        return unwritable.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                "%s: %d networks, %d results equal, %d different, %d refused, %d not written%n",
                name, networks, equal(), different(), refusals(), unwritable()));
        text.append("  equal: ").append(equal).append('\n');
        append(text, "  DIFFERENT ", differences.asMap());
        append(text, "  known to differ: ", known.asMap());
        append(text, "  refused: ", refusals.asMap());
        append(text, "  not written: ", unwritable.asMap());
        return text.toString();
    }

    private static void append(StringBuilder text, String what, Map<String, Collection<String>> book) {
        book.forEach((kind, examples) -> {
            text.append(what).append(examples.size()).append(" x ").append(kind).append('\n');
            Iterables.limit(examples, EXAMPLES_SHOWN)
                    .forEach(example -> text.append("      ").append(example).append('\n'));
        });
    }
}
