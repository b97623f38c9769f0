package dev.shingle.fpga.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text of this package with places to fill in, each {@code @NAME@}. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

    private Template() {}

    /** The text of a resource, every place filled in; one without a value is a broken invariant. */
    static String fill(String resource, Map<String, String> values) {
        String text = read(resource);
        Matcher place = PLACE.matcher(text);
        return place.replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new AssertionError(resource + " has a place for " + match.group(1) + ", which nobody fills");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    static String read(String resource) {
        try {
            return Resources.toString(Resources.getResource(Template.class, resource), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name in a line of any of these files: nothing but printable ASCII. */
    static String comment(String name) {
        return name.replaceAll("[^ -~]", "?");
    }
}
