package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Operator;
import java.util.Arrays;

/**
 * From when to when a plan keeps every word of a buffer from all others, in steps: 2.25 is a quarter through step 2.
 *
 * <p>A buffer is held as a whole but for two steps. In the step that first writes it, a word is held from its first write
 * on; in the last step that reads it, until its last read. Those two are the only times at which something else may lie
 * there (docs/model.md sections 3 and 5). So, for a buffer that is live in the steps [a, b),
 *
 * <pre>
 *   start(word) = min(first write in step a, a + 1)          end(word) = max(last read in step b - 1, b - 1)
 *
 *   address |    ______
 *           |   /      \        What the host fills is held from the first step's start, what it takes until the last
 *           |  /        \       step's end; so is, in its last step, what nobody reads.
 *           | /__________\
 *           +--a--a+1--b-1--b-- time
 * </pre>
 *
 * <p>All units of a step take the same part of its time, and unit k of n reads and writes at (k + 1/2) / n. A unit reads
 * before it writes; so in a safe plan no word is held twice, although one buffer's end may be another one's start.
 */
public final class HeldWords {

    private static final int CHUNK_WORDS = 1 << 13;

    private final PlanIndex index;
    private final long[] times = new long[CHUNK_WORDS];

    private HeldWords(PlanIndex index) {
        this.index = index;
    }

    /** Of a plan that {@link PlanChecker} has found safe. */
    public static HeldWords of(MemoryPlan plan) {
        return new HeldWords(new PlanIndex(plan));
    }

    /** The times of some words of a buffer, in ascending order of words. */
    public interface Visitor {

        /** Word {@code word} is held from {@code start} to {@code end}; an end is never before its start. */
        void word(long word, double start, double end);
    }

    /** Visits the words of the plan's {@code placement}-th buffer; time is that of its words, memory a few thousand. */
    public void visit(int placement, Visitor visitor) {
        Holding holding = holding(placement);
        long size = index.placement(placement).buffer().sizeWords();
        double[] starts = new double[(int) Math.min(size, CHUNK_WORDS)];
        double[] ends = new double[starts.length];
        for (long first = 0; first < size; first += CHUNK_WORDS) {
            int count = (int) Math.min(CHUNK_WORDS, size - first);
            holding.fill(first, count, starts, ends);
            for (int i = 0; i < count; i++) {
                visitor.word(first + i, starts[i], Math.max(starts[i], ends[i]));
            }
        }
    }

    private Holding holding(int placement) {
        MemoryPlan plan = index.plan();
        LiveRange live = index.placement(placement).buffer().live();
        String name = index.placement(placement).buffer().name();
        Events starts = plan.inputs().contains(name) || plan.steps().isEmpty()
                ? Events.none(live.start())
                : starts(placement, plan.steps().get(live.start()));
        Events ends = plan.outputs().contains(name) || plan.steps().isEmpty()
                ? Events.none(live.end())
                : ends(placement, plan.steps().get(live.end() - 1));
        return new Holding(starts, ends);
    }

    private Events starts(int placement, Step step) {
        StepScene scene = StepScene.of(index, step);
        ImmutableList<WordTimes> writes =
                scene.writesOf(placement).stream().map(StepScene.Write::first).collect(ImmutableList.toImmutableList());
        return new Events(writes, step.index(), step.index() + 1.0, units(scene));
    }

    private Events ends(int placement, Step step) {
        StepScene scene = StepScene.of(index, step);
        ImmutableList<WordTimes> reads =
                scene.readsOf(placement).stream().map(StepScene.Read::last).collect(ImmutableList.toImmutableList());
        return reads.isEmpty()
                ? Events.none(step.index() + 1.0)
                : new Events(reads, step.index(), step.index(), units(scene));
    }

    /** One more than the last time of a step. */
    private static double units(StepScene scene) {
        if (scene.step().operation().operator() instanceof Operator.Opaque) {
            return 2;
        }
        UnitGrid grid = scene.grid();
        return scene.lineBuffer()
                .map(buffer -> buffer.lastTime() + 1.0)
                .orElse((double) grid.rowAxis().units()
                        * grid.columnAxis().units()
                        * grid.groupAxis().units());
    }

    /**
     * Of several times of each word in one step the earliest, or the latest.
     *
     * @param events what happens to the words
     * @param step when the step starts
     * @param otherwise the time of words to which nothing happens: the step's start, so that the latest counts, or its end
     * @param units of the step
     */
    private record Events(ImmutableList<WordTimes> events, double step, double otherwise, double units) {

        static Events none(double time) {
            return new Events(ImmutableList.of(), time, time, 1);
        }
    }

    private final class Holding {

        private final Events starts;
        private final Events ends;

        Holding(Events starts, Events ends) {
            this.starts = starts;
            this.ends = ends;
        }

        void fill(long firstWord, int count, double[] from, double[] to) {
            fill(starts, firstWord, count, from);
            fill(ends, firstWord, count, to);
        }

        private void fill(Events all, long firstWord, int count, double[] result) {
            Arrays.fill(result, 0, count, all.otherwise());
            boolean latest = all.otherwise() == all.step();
            for (WordTimes event : all.events()) {
                event.fill(firstWord, count, times);
                for (int i = 0; i < count; i++) {
                    if (times[i] != WordTimes.NEVER) {
                        double time = all.step() + (times[i] + 0.5) / all.units();
                        result[i] = latest ? Math.max(result[i], time) : Math.min(result[i], time);
                    }
                }
            }
        }
    }
}
