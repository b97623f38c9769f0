package dev.shingle.networks.zoo.recipes;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a specification behind the colon, with defaults filled in.
 *
 * <pre>
 *   mobilenet-v1:width=0.25,input=128x128x1        keys and values
 *   mobilenet-v1:0.25,128x128x1                    a bare number is the width, a bare size the input
 * </pre>
 *
 * Sizes are height x width x channels; without channels they keep those of the default.
 */
public final class Parameters {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})x([0-9]{1,9})(?:x([0-9]{1,9}))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final int MAX_SIDE = 1 << 16;

    private final String spec;
    private final ImmutableMap<String, String> defaults;
    private final Map<String, String> values;

    private Parameters(String spec, ImmutableMap<String, String> defaults, Map<String, String> values) {
        this.spec = spec;
        this.defaults = defaults;
        this.values = values;
    }

    /**
     * Sorts the parts by key.
     *
     * @param spec the whole specification, for messages
     * @param parts what stands between the commas
     * @param defaults every parameter that the network has
     */
    static Parameters parse(String spec, ImmutableList<String> parts, ImmutableMap<String, String> defaults) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            String key =
                    equals < 0 ? keyOfBare(part) : part.substring(0, equals).strip();
            String usual = defaults.get(key);
            if (usual == null) {
                throw new NetworkFormatException(spec, "parameters", "\"" + part + "\"", expectation(defaults));
            }
            if (values.put(key, canonical(part.substring(equals + 1).strip(), usual)) != null) {
                throw new NetworkFormatException(spec, "parameter " + key, "it twice", "every parameter once");
            }
        }
        Map<String, String> complete = new LinkedHashMap<>(defaults);
        complete.putAll(values);
        return new Parameters(spec, defaults, complete);
    }

    /** One spelling for one meaning: sizes have their channels, factors a decimal point. */
    private static String canonical(String text, String usual) {
        Matcher size = SIZE.matcher(text);
        Matcher usualSize = SIZE.matcher(usual);
        if (size.matches() && size.group(3) == null && usualSize.matches()) {
            return text + "x" + usualSize.group(3);
        }
        boolean isFactor = usual.contains(".") && NUMBER.matcher(text).matches();
        return isFactor ? Double.toString(Double.parseDouble(text)) : text;
    }

    /** The specification in its one canonical form: only what differs from the defaults, in their order. */
    String canonical(String name) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.entrySet().removeAll(defaults.entrySet());
        return changed.isEmpty()
                ? name
                : name + ":" + Joiner.on(',').withKeyValueSeparator('=').join(changed);
    }

    /** All values, defaults filled in. */
    ImmutableMap<String, String> values() {
        return ImmutableMap.copyOf(values);
    }

    /** A single image. */
    public Shape image(String key) {
        Matcher size = SIZE.matcher(values.getOrDefault(key, ""));
        if (!size.matches()) {
            throw wrong(key, "a size: height x width x channels, such as 128x128x1 or 128x128");
        }
        return Shape.hwc(side(key, size.group(1)), side(key, size.group(2)), side(key, size.group(3)));
    }

    /** An integer. */
    public int count(String key, int min, int max) {
        String text = values.getOrDefault(key, "");
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw wrong(key, "an integer from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }

    /** A positive decimal number. */
    public double factor(String key, double max) {
        String text = values.getOrDefault(key, "");
        if (!NUMBER.matcher(text).matches() || Double.parseDouble(text) <= 0 || Double.parseDouble(text) > max) {
            throw wrong(key, "a number above 0 and up to " + max);
        }
        return Double.parseDouble(text);
    }

    /** True or false. */
    public boolean flag(String key) {
        return choice(key, ImmutableMap.of("true", true, "false", false));
    }

    /** One of some words, and what it stands for. */
    public <T> T choice(String key, ImmutableMap<String, T> choices) {
        T chosen = choices.get(values.getOrDefault(key, ""));
        if (chosen == null) {
            throw wrong(key, "one of " + String.join(", ", choices.keySet()));
        }
        return chosen;
    }

    private int side(String key, String digits) {
        int side = Integer.parseInt(digits);
        if (side < 1 || side > MAX_SIDE) {
            throw wrong(key, "sides from 1 to " + MAX_SIDE);
        }
        return side;
    }

    private NetworkFormatException wrong(String key, String expected) {
        return new NetworkFormatException(spec, "parameter " + key, "\"" + values.get(key) + "\"", expected);
    }

    private static String keyOfBare(String part) {
        String text = part.strip();
        if (SIZE.matcher(text).matches()) {
            return "input";
        }
        return NUMBER.matcher(text).matches() ? "width" : "";
    }

    private static String expectation(ImmutableMap<String, String> defaults) {
        return defaults.isEmpty() ? "no parameters" : "some of " + describe(defaults);
    }

    /** For people: {@code width=1.0, input=224x224x3}. */
    public static String describe(ImmutableMap<String, String> defaults) {
        return Joiner.on(", ").withKeyValueSeparator('=').join(defaults);
    }
}
