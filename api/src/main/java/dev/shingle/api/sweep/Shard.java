package dev.shingle.api.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code number}th of {@code count} parts of a sweep, counted from 1: the points whose key leaves that remainder. */
public record Shard(int number, int count) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    private static final int MOST = 100_000;

    public Shard {
        checkArgument(
                number >= 1 && number <= count && count <= MOST, "shard %s/%s; 1/n to n/n are there", number, count);
    }

    /** All of it. */
    public static Shard whole() {
        return new Shard(1, 1);
    }

    /** {@code 2/8}, or empty if it is no such thing. */
    public static Optional<Shard> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group(1));
        int count = Integer.parseInt(matcher.group(2));
        return number >= 1 && number <= count && count <= MOST
                ? Optional.of(new Shard(number, count))
                : Optional.empty();
    }

    /** Whether a point belongs to it; the key's first 16 digits decide. */
    boolean contains(String key) {
        return Long.remainderUnsigned(Long.parseUnsignedLong(key.substring(0, 16), 16), count) == number - 1;
    }

    @Override
    public String toString() {
        return number + "/" + count;
    }
}
