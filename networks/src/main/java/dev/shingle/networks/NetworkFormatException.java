package dev.shingle.networks;

/**
 * A network file that cannot be used, in one line: which file, where in it, what was found, what was expected.
 */
public final class NetworkFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String FOUND = "found ";
    private static final String EXPECTED = ", expected ";

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

    /**
     * The same place with another fault.
     *
     * @param message {@code found ..., expected ...} is taken apart; anything else is what was found
     */
    public static NetworkFormatException of(NetworkFormatException place, String message) {
        int comma = message.lastIndexOf(EXPECTED);
        boolean isTold = message.startsWith(FOUND) && comma > 0;
        return new NetworkFormatException(
                place.source,
                place.position,
                isTold ? message.substring(FOUND.length(), comma) : message,
                isTold ? message.substring(comma + EXPECTED.length()) : "parameters that fit the operands");
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
