package dev.shingle.testkit.engine;

/**
 * An engine's loop order: which words of its input it reads and which of its output it writes, one after the other. What
 * happens in the same cycle is told in the order that matters: if a write wins over a read of the same address, the write
 * comes first.
 *
 * @param <L> how a layer is described: {@link WindowLayer}, or a type of one's own
 */
@FunctionalInterface
public interface Engine<L> {

    /** Runs one layer. */
    void run(L layer, Accesses accesses);
}
