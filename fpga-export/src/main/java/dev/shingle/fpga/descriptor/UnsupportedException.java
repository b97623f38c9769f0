package dev.shingle.fpga.descriptor;

/** Why a layer cannot be run; becomes a {@link ProgramResult.Refused} before it leaves the package. */
final class UnsupportedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsupportedException(String reason) {
        super(reason);
    }

    /** The reason, if the condition does not hold. */
    static void require(boolean condition, String reason, Object... arguments) {
        if (!condition) {
            throw new UnsupportedException(String.format(reason, arguments));
        }
    }
}
