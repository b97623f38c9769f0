package dev.shingle.cli;

import dev.shingle.sim.replay.ReplayProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows a long replay's progress on standard error: on a terminal only, and only once it has taken a second. */
final class ReplayWatch implements ReplayProgress, AutoCloseable {

    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Console console;
    private final long started = System.nanoTime();
    private @Nullable ProgressBar bar;

    ReplayWatch(Console console) {
        this.console = console;
    }

    @Override
    public boolean proceed(int step, int steps, long wordsRead) {
        if (!console.interactive()) {
            return true;
        }
        if (bar == null && System.nanoTime() - started > PATIENCE_NANOS) {
            bar = new ProgressBarBuilder()
                    .setTaskName("replay")
                    .setInitialMax(steps)
                    .setUnit(" steps", 1)
                    .setStyle(console.barStyle())
                    .build();
        }
        if (bar != null) {
            bar.stepTo(step);
        }
        return true;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
