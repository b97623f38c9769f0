package dev.shingle.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows how far a sweep is and how long it still takes, on a terminal; counts points per second. */
final class SweepWatch implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final long started = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private int done;

    SweepWatch(Console console, int all, int doneBefore) {
        this.bar = console.interactive()
                ? new ProgressBarBuilder()
                        .setTaskName("sweep")
                        .setInitialMax(all)
                        .startsFrom(doneBefore, java.time.Duration.ZERO)
                        .setUnit(" points", 1)
                        .showSpeed()
                        .setStyle(console.barStyle())
                        .build()
                : null;
    }

    synchronized void step() {
        done++;
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** For example {@code 1,200 points in 10.3 s, 116 points/s}. */
    synchronized String throughput() {
        double seconds = Math.max(1e-3, (System.nanoTime() - started) / NANOS);
        return String.format(Locale.ROOT, "%,d points in %.1f s, %,.0f points/s", done, seconds, done / seconds);
    }
}
