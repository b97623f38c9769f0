package dev.shingle.networks.onnx;

/**
 * What reading may cost beyond going through the file once: bytes of constants that are put in another order, a few times
 * those that the file has, and comparisons. Honest files come nowhere near; a small hostile one could otherwise name one
 * constant in a thousand nodes.
 */
final class Allowance {

    private static final long FREE_BYTES = 16L << 20;
    private static final int TIMES = 4;

    private long bytesLeft = FREE_BYTES;
    private long operationsLeft = 1L << 26;

    void grant(Known known) {
        if (known.contents().isPresent()) {
            bytesLeft += TIMES * (long) known.contents().bytes().remaining();
        }
    }

    boolean takeBytes(long bytes) {
        if (bytes > bytesLeft) {
            return false;
        }
        bytesLeft -= bytes;
        return true;
    }

    boolean spend(long operations) {
        operationsLeft -= Math.min(operations, operationsLeft + 1);
        return operationsLeft >= 0;
    }
}
