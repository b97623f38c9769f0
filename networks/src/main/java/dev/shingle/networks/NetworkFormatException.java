package dev.shingle.networks;

/**
 * A network file that cannot be used, in one line: which file, where in it, what was found, what was expected.
 */
public final class NetworkFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final String position;
    private final String found;
    private final String expected;

    public NetworkFormatException(String source, String position, String found, String expected) {
        super(source + ": " + position + ": found " + found + ", expected " + expected);
        this.source = source;
        this.position = position;
        this.found = found;
        this.expected = expected;
    }

    /** The file or zoo name. */
    public String source() {
        return source;
    }

    /** Byte offset, JSON pointer, operator or tensor number. */
    public String position() {
        return position;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
