package dev.shingle.cli;

import dev.shingle.api.QuantizationProgress;
import java.util.Locale;

/** Shows how far a quantisation has come, on standard error: on a terminal only. */
final class QuantizationWatch implements QuantizationProgress, AutoCloseable {

    private final Console console;
    private boolean hasShown;

    QuantizationWatch(Console console) {
        this.console = console;
    }

    @Override
    public void reached(Phase phase, int done, int samples) {
        if (console.interactive()) {
            console.err().printf(Locale.ROOT, "\r%-40s", what(phase) + ": " + done + " of " + samples);
            console.err().flush();
            hasShown = true;
        }
    }

    private static String what(Phase phase) {
        return switch (phase) {
            case CALIBRATE -> "calibrating, samples";
            case ROUND_WEIGHTS -> "rounding weights";
            case EVALUATE -> "comparing, samples";
        };
    }

    @Override
    public void close() {
        if (hasShown) {
            console.err().printf(Locale.ROOT, "\r%-40s\r", "");
            console.err().flush();
        }
    }
}
