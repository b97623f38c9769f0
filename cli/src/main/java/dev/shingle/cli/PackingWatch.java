package dev.shingle.cli;

import java.util.Locale;
import java.util.function.LongConsumer;

/** Shows the best height so far on standard error: on a terminal only, and only once the search has taken a second. */
final class PackingWatch implements LongConsumer, AutoCloseable {

    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Console console;
    private final long started = System.nanoTime();
    private boolean hasShown;

    PackingWatch(Console console) {
        this.console = console;
    }

    /** Called from any thread of the search. */
    @Override
    public synchronized void accept(long heightBytes) {
        if (console.interactive() && System.nanoTime() - started > PATIENCE_NANOS) {
            console.err().printf(Locale.ROOT, "\rbest so far: %,d B   ", heightBytes);
            console.err().flush();
            hasShown = true;
        }
    }

    @Override
    public synchronized void close() {
        if (hasShown) {
            console.err().println();
        }
    }
}
