package dev.shingle.api.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multiset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Short names that tell things apart. Converters name a tensor by the path of its layer, often several joined by semicolons
 * because their layers were fused; what all of them have in common comes first, and what tells them apart is cut off.
 *
 * <pre>
 *   model_1/activation_7/Relu;model_1/batch_normalization_7/FusedBatchNormV3;...    activation_7
 *   /layer1/layer1.0/conv2/Conv_output_0                                            layer1.0/conv2
 *   serving_default_input_1:0                                                       input_1
 * </pre>
 *
 * <p>A name is its first path, without what converters add to every one (a slash in front, {@code serving_default_}, {@code
 * _output_0}, {@code :0}). Its short name are the fewest parts of that path, in their order, that no other name's path has:
 * rather without the operator's word at the end if the layer's does as well; one part rather the last, of several the
 * shortest. A name whose every choice of parts is in some other path keeps its path, and where paths are the same, what the
 * converter has added, or a number. So short names are distinct whatever the names are.
 */
public final class ShortNames {

    /** Of longer paths, only the last parts are chosen from: every choice is tried. */
    private static final int MOST_PARTS = 6;

    private static final Splitter PARTS = Splitter.on(Pattern.compile("/|::")).omitEmptyStrings();
    private static final Pattern ADDED = Pattern.compile("^serving_default_|_output_\\d+$|:\\d+$");

    /** Lower-case words at the end of a path that name the operator; others begin with a capital. */
    private static final ImmutableSet<String> OPERATORS =
            ImmutableSet.of("add", "sub", "mul", "concat", "depthwise", "separable_conv2d");

    private final Multiset<String> holders = HashMultiset.create();
    private final Multiset<String> paths = HashMultiset.create();

    private ShortNames() {}

    /** The short name of each of these names, in their order; a name that comes twice counts once. */
    public static ImmutableMap<String, String> of(Iterable<String> names) {
        return new ShortNames().shortened(ImmutableSet.copyOf(names));
    }

    private ImmutableMap<String, String> shortened(ImmutableSet<String> names) {
        for (String name : names) {
            holders.addAll(choices(parts(name)).keySet());
            paths.add(path(name));
        }
        Map<String, String> chosen = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            Optional<String> best = best(parts(name)).filter(taken::add);
            chosen.put(name, best.orElse(""));
        }
        for (String name : names) {
            if (chosen.getOrDefault(name, "").isEmpty()) {
                chosen.put(name, spare(name, taken));
            }
        }
        return ImmutableMap.copyOf(chosen);
    }

    /** Its path, or what the converter has added as well, or with a number. */
    private String spare(String name, Set<String> taken) {
        String path = path(name);
        String full = firstPath(name);
        for (String candidate : paths.count(path) == 1 ? List.of(path, full) : List.of(full, path)) {
            if (!candidate.isBlank() && taken.add(candidate)) {
                return candidate;
            }
        }
        String stem = path.isBlank() ? "unnamed" : path;
        int number = 2;
        while (!taken.add(stem + " #" + number)) {
            number++;
        }
        return stem + " #" + number;
    }

    private static String firstPath(String name) {
        int end = name.indexOf(';');
        return end < 0 ? name : name.substring(0, end);
    }

    private static String path(String name) {
        return String.join("/", parts(name));
    }

    private static ImmutableList<String> parts(String name) {
        return PARTS.splitToStream(ADDED.matcher(firstPath(name)).replaceAll(""))
                .filter(part -> !part.isBlank())
                .collect(toImmutableList());
    }

    private Optional<String> best(ImmutableList<String> parts) {
        return choices(parts).entrySet().stream()
                .filter(choice -> holders.count(choice.getKey()) == 1)
                .min(Map.Entry.comparingByValue(Choice.BY_MERIT))
                .map(Map.Entry::getKey);
    }

    /** All ways to leave out parts, by the name that is left. */
    private static Map<String, Choice> choices(ImmutableList<String> all) {
        ImmutableList<String> parts = all.subList(Math.max(0, all.size() - MOST_PARTS), all.size());
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (int mask = 1; mask < 1 << parts.size(); mask++) {
            Choice choice = Choice.of(parts, mask);
            choices.merge(choice.text, choice, (one, other) -> Choice.BY_MERIT.compare(one, other) <= 0 ? one : other);
        }
        return choices;
    }

    /**
     * Some parts of a path.
     *
     * @param isOperator whether it ends in the operator's word
     * @param mask a bit for each part, the first part's is the lowest
     */
    private record Choice(String text, int parts, boolean isOperator, int mask) {

        static final Comparator<Choice> BY_MERIT = Comparator.comparingInt(Choice::parts)
                .thenComparing(Choice::isOperator)
                .thenComparingInt(choice -> choice.parts == 1 ? 0 : choice.text.length())
                .thenComparing(Comparator.comparingInt(Choice::mask).reversed());

        static Choice of(ImmutableList<String> path, int mask) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < path.size(); i++) {
                if ((mask >> i & 1) != 0) {
                    text.append(text.length() == 0 ? "" : "/").append(path.get(i));
                }
            }
            int last = path.size() - 1;
            String end = path.get(last);
            boolean isAlone = mask == 1 << last && OPERATORS.contains(end);
            boolean isOperator =
                    last > 0 && (mask >> last & 1) != 0 && (isAlone || Character.isUpperCase(end.codePointAt(0)));
            return new Choice(text.toString(), Integer.bitCount(mask), isOperator, mask);
        }
    }
}
