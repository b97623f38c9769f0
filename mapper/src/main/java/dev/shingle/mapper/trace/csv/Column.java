package dev.shingle.mapper.trace.csv;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of a trace, in the order in which they are written, with all names under which they are read. */
enum Column {
    ID(true, "id", "buffer", "buffer_id"),
    LOWER(true, "lower", "begin", "start"),
    UPPER(true, "upper", "end"),
    SIZE(true, "size"),
    ALIGNMENT(false, "alignment"),
    HINT(false, "hint"),
    GAPS(false, "gaps"),
    OFFSET(false, "offset");

    /** Under this name the last time is still part of the life, and of gaps. */
    static final String INCLUSIVE_END = "end";

    private final boolean required;
    private final ImmutableList<String> names;

    Column(boolean required, String... names) {
        this.required = required;
        this.names = ImmutableList.copyOf(names);
    }

    boolean isRequired() {
        return required;
    }

    /** The name that is written. */
    String title() {
        return names.get(0);
    }

    /** All names, for messages. */
    String describe() {
        return String.join(" or ", names);
    }

    static Optional<Column> named(String name) {
        return Arrays.stream(values())
                .filter(column -> column.names.contains(name))
                .findFirst();
    }

    static String allNames() {
        return Arrays.stream(values()).flatMap(column -> column.names.stream()).collect(Collectors.joining(", "));
    }
}
