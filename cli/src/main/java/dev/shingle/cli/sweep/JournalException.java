package dev.shingle.cli.sweep;

/** A journal that cannot be used, in one line. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }
}
