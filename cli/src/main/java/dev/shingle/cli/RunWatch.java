package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.run.RunObserver;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows a long run's progress and the time left on standard error, on a terminal only and only once it has taken a second;
 * hands feature maps on to where they are kept.
 */
final class RunWatch implements RunObserver, AutoCloseable {

    private static final long PATIENCE_NANOS = 1_000_000_000L;

    /** The bar divides its time by what is done, in whole nanoseconds: larger numbers would leave no time. */
    private static final long WORK_UNIT = 1_000_000;

    private final Console console;
    private final ImmutableList<String> layers;
    private final Optional<TensorFolder> dump;
    private final long started = System.nanoTime();
    private @Nullable ProgressBar bar;

    /** Watches a run of steps of these layers. */
    RunWatch(Console console, ImmutableList<String> layers, Optional<TensorFolder> dump) {
        this.console = console;
        this.layers = layers;
        this.dump = dump;
    }

    @Override
    public boolean wantsFeatureMaps() {
        return dump.isPresent();
    }

    @Override
    public void produced(FeatureMap map, TensorData data) {
        dump.ifPresent(folder -> folder.addNumbered(map, data));
    }

    @Override
    public boolean proceed(int step, long done, long work) {
        if (!console.interactive()) {
            return true;
        }
        if (bar == null && System.nanoTime() - started > PATIENCE_NANOS) {
            bar = new ProgressBarBuilder()
                    .setTaskName("run")
                    .setInitialMax(work / WORK_UNIT)
                    .setUnit(" M", 1)
                    .setStyle(console.barStyle())
                    .build();
        }
        if (bar != null) {
            bar.stepTo(done / WORK_UNIT);
            bar.setExtraMessage(step < layers.size() ? " " + layers.get(step) : "");
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
