package dev.shingle.mapper.trace;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * A time within a buffer's life during which less than the whole buffer is in use, half-open: {@code [lower, upper)}.
 *
 * @param lower when it begins
 * @param upper when it has ended
 * @param window the bytes in use meanwhile; if empty, none are
 */
public record Gap(long lower, long upper, Optional<ByteWindow> window) {

    public Gap {
        checkArgument(lower < upper, "gap [%s, %s) is empty", lower, upper);
    }
}
