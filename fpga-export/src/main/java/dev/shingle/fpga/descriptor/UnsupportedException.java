package dev.shingle.fpga.descriptor;

import com.google.common.base.Strings;

/** Why a layer cannot be run; becomes a {@link ProgramResult.Refused} before it leaves the package. */
final class UnsupportedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsupportedException(String reason) {
        super(reason);
    }

    /** Throws if the condition does not hold; the template has a {@code %s} for each argument. */
    static void require(boolean condition, String template, Object... arguments) {
        if (!condition) {
            throw new UnsupportedException(Strings.lenientFormat(template, arguments));
        }
    }
}
