package dev.shingle.networks.json;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.NetworkFormatException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One JSON object, read key by key. A key that is missing, of the wrong type or out of range is refused when it is
 * asked for; {@link #end()} refuses the keys that nobody asked for. Every refusal is a {@link NetworkFormatException}
 * that carries the JSON pointer.
 */
public final class StrictObject {

    private final JsonNode node;
    private final String source;
    private final String pointer;
    private final Set<String> asked = new LinkedHashSet<>();

    private StrictObject(JsonNode node, String source, String pointer) {
        this.node = node;
        this.source = source;
        this.pointer = pointer;
    }

    /**
     * Starts reading.
     *
     * @param source name of the file, for messages
     * @param pointer JSON pointer of {@code node} in that file; the empty string for the whole document
     */
    public static StrictObject of(JsonNode node, String source, String pointer) {
        if (!node.isObject()) {
            throw refusal(source, pointer, describe(node), "an object");
        }
        return new StrictObject(node, source, pointer);
    }

    public String source() {
        return source;
    }

    public String pointer() {
        return pointer;
    }

    /** Whether an optional key is there; it counts as asked for. */
    public boolean has(String key) {
        asked.add(key);
        return node.has(key);
    }

    /** The value of a required key, whatever it is. */
    public JsonNode node(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value == null) {
            throw refusal(source, pointer, "no key \"" + key + "\"", "an object with that key");
        }
        return value;
    }

    public String text(String key) {
        JsonNode value = node(key);
        if (!value.isTextual()) {
            throw wrong(key, "a string");
        }
        return value.textValue();
    }

    public boolean bool(String key) {
        JsonNode value = node(key);
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    public int integer(String key, int min, int max) {
        return (int) longInteger(key, min, max);
    }

    public long longInteger(String key, long min, long max) {
        return longOf(node(key), () -> pointerTo(key), min, max);
    }

    /** A finite number. */
    public double real(String key) {
        return realOf(node(key), () -> pointerTo(key));
    }

    /** One of an enum's names, in capitals as in Java. */
    public <E extends Enum<E>> E constant(String key, Class<E> type) {
        String name = text(key);
        for (E candidate : type.getEnumConstants()) {
            if (candidate.name().equals(name)) {
                return candidate;
            }
        }
        throw wrong(key, "one of " + Joiner.on(", ").join(type.getEnumConstants()));
    }

    public ImmutableIntArray integers(String key, int min, int max) {
        ImmutableIntArray.Builder numbers = ImmutableIntArray.builder();
        elements(key).forEach(element -> numbers.add((int) longOf(element.node, element::pointer, min, max)));
        return numbers.build();
    }

    public ImmutableLongArray longIntegers(String key) {
        ImmutableLongArray.Builder numbers = ImmutableLongArray.builder();
        elements(key)
                .forEach(
                        element -> numbers.add(longOf(element.node, element::pointer, Long.MIN_VALUE, Long.MAX_VALUE)));
        return numbers.build();
    }

    public ImmutableDoubleArray reals(String key) {
        ImmutableDoubleArray.Builder numbers = ImmutableDoubleArray.builder();
        elements(key).forEach(element -> numbers.add(realOf(element.node, element::pointer)));
        return numbers.build();
    }

    public ImmutableList<String> texts(String key) {
        return elements(key).stream().map(this::textOf).collect(toImmutableList());
    }

    public StrictObject object(String key) {
        return of(node(key), source, pointerTo(key));
    }

    public ImmutableList<StrictObject> objects(String key) {
        return elements(key).stream()
                .map(element -> of(element.node, source, element.pointer()))
                .collect(toImmutableList());
    }

    /** Refuses what nobody asked for. */
    public void end() {
        Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!asked.contains(name)) {
                throw refusal(
                        source,
                        pointer,
                        "unknown key \"" + shorten(name) + "\"",
                        asked.isEmpty() ? "no key at all" : "only " + String.join(", ", asked));
            }
        }
    }

    /**
     * Runs a validating constructor and turns its complaint into a refusal at this object.
     *
     * @param expected what the constructor wants, in words
     */
    public <T> T build(String expected, Function<StrictObject, T> constructor) {
        try {
            return constructor.apply(this);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refusal(source, pointer, String.valueOf(e.getMessage()), expected);
        }
    }

    /** The refusal of a key's value. */
    public NetworkFormatException wrong(String key, String expected) {
        return refusal(source, pointerTo(key), describe(node(key)), expected);
    }

    /**
     * The refusal of something below this object, or of the object as a whole.
     *
     * @param below rest of the pointer, such as {@code /operands/0}; empty for the object
     */
    public NetworkFormatException refusal(String below, String found, String expected) {
        return refusal(source, pointer + below, found, expected);
    }

    private ImmutableList<Element> elements(String key) {
        JsonNode value = node(key);
        if (!value.isArray()) {
            throw wrong(key, "an array");
        }
        ImmutableList.Builder<Element> elements = ImmutableList.builderWithExpectedSize(value.size());
        String array = pointerTo(key);
        int index = 0;
        for (JsonNode element : value) {
            elements.add(new Element(element, array, index++));
        }
        return elements.build();
    }

    private String textOf(Element element) {
        if (!element.node.isTextual()) {
            throw refusal(source, element.pointer(), describe(element.node), "a string");
        }
        return element.node.textValue();
    }

    private long longOf(JsonNode value, Supplier<String> at, long min, long max) {
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.longValue() < min || value.longValue() > max) {
            throw refusal(source, at.get(), describe(value), range(min, max));
        }
        return value.longValue();
    }

    private static String range(long min, long max) {
        return min == max ? Long.toString(min) : "an integer from " + min + " to " + max;
    }

    private double realOf(JsonNode value, Supplier<String> at) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw refusal(source, at.get(), describe(value), "a finite number");
        }
        return value.doubleValue();
    }

    private String pointerTo(String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private static NetworkFormatException refusal(String source, String pointer, String found, String expected) {
        return new NetworkFormatException(source, pointer.isEmpty() ? "/" : pointer, found, expected);
    }

    /** A value in a few words; never longer than a line. */
    static String describe(JsonNode value) {
        if (value.isObject()) {
            return "an object";
        }
        if (value.isArray()) {
            return "an array";
        }
        return value.isBinary() ? "base64 text" : shorten(value.toString());
    }

    static String shorten(String text) {
        return shorten(text, 60);
    }

    /** At most that many characters, none of which breaks the line. */
    static String shorten(String text, int maxCharacters) {
        int[] printable = text.codePoints()
                .limit(maxCharacters + 1L)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .toArray();
        String shown = new String(printable, 0, Math.min(maxCharacters, printable.length));
        return printable.length > maxCharacters ? shown + "..." : shown;
    }

    /** An array's element; its pointer is only put together for a complaint. */
    private record Element(JsonNode node, String array, int index) {

        String pointer() {
            return array + "/" + index;
        }
    }
}
