package dev.shingle.testkit.engine;

/** The way in: {@code assertThatEngine(OurEngine::run).on(layer).isSafeFrom(offset)}. */
public final class EngineAssertions {

    private EngineAssertions() {}

    /** Begins an assertion about an engine. */
    public static <L> OnLayer<L> assertThatEngine(Engine<L> engine) {
        return layer -> new EngineAssert(AccessLog.of(engine, layer), String.valueOf(layer));
    }

    /** An engine that still needs a layer to run. */
    @FunctionalInterface
    public interface OnLayer<L> {

        /** Runs the layer, once. */
        EngineAssert on(L layer);
    }
}
