package dev.shingle.api.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Works points off with several threads. A thread takes the next network in the next size, and does all its machines; so a
 * network is built once, and one at a time by each thread. Rows are handed on as they come, by one thread at a time.
 */
public final class SweepRun {

    private final SweepGrid grid;
    private final PointEvaluator evaluator;
    private final RowSink sink;
    private final ImmutableList<ImmutableList<SweepPoint>> groups;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean isStopped;

    private SweepRun(SweepGrid grid, ImmutableList<Integer> points, RowSink sink) {
        this.grid = grid;
        this.evaluator = new PointEvaluator(grid.spec());
        this.sink = sink;
        this.groups = groups(points);
    }

    /**
     * Evaluates points of a sweep.
     *
     * @param points which ones, rising
     * @param threads that work
     * @throws IOException if the sink cannot keep a row
     */
    public static void run(SweepGrid grid, ImmutableList<Integer> points, int threads, RowSink sink)
            throws IOException {
        checkArgument(threads >= 1, "%s threads", threads);
        new SweepRun(grid, points, sink).run(threads);
    }

    private ImmutableList<ImmutableList<SweepPoint>> groups(ImmutableList<Integer> points) {
        ImmutableList.Builder<ImmutableList<SweepPoint>> all = ImmutableList.builder();
        List<SweepPoint> group = new ArrayList<>();
        for (int index : points) {
            SweepPoint point = grid.point(index);
            if (!group.isEmpty() && !isSameModel(group.get(0), point)) {
                all.add(ImmutableList.copyOf(group));
                group.clear();
            }
            group.add(point);
        }
        return group.isEmpty()
                ? all.build()
                : all.add(ImmutableList.copyOf(group)).build();
    }

    private static boolean isSameModel(SweepPoint a, SweepPoint b) {
        return a.network() == b.network() && a.variant().equals(b.variant());
    }

    private void run(int threads) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(workers.submit(this::work));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            isStopped = true;
            workers.shutdown();
        }
    }

    private void work() {
        try {
            for (int i = next.getAndIncrement(); i < groups.size() && !isStopped; i = next.getAndIncrement()) {
                evaluator.evaluate(groups.get(i), this::handOn);
            }
        } finally {
            // Whoever fails takes the others along; whoever ends finds no more groups, and so will the others.
            isStopped |= next.get() < groups.size();
        }
    }

    private synchronized void handOn(PointEvaluator.Row row) {
        try {
            sink.accept(row.index(), row.text());
        } catch (IOException e) {
            isStopped = true;
            throw new UncheckedIOException(e);
        }
    }

    private static void rethrow(@Nullable Throwable cause) throws IOException {
        if (cause instanceof UncheckedIOException io && io.getCause() != null) {
            throw io.getCause();
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error failure) {
            throw failure;
        }
        throw new AssertionError("a worker failed with " + cause);
    }
}
