package dev.shingle.cli;

/** An argument or file that cannot be used, in one line. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
