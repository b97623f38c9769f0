package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Operator;

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
 *
 * <p>What is asked for are means over many words. Words of a row of pixels have times that differ by what their columns and
 * channels add, so means take time linear in the rows, not in the words. Some words are looked at one by one all the same:
 * where pixels do not start on word boundaries, of copies and fully connected layers, and of what a step reads, or writes,
 * through several operands, or results. Behind a line buffer it is pixels.
 */
public final class HeldWords {

    private final PlanIndex index;
    private long looks;

    private HeldWords(PlanIndex index) {
        this.index = index;
    }

    /** Of a plan that {@link PlanChecker} has found safe. */
    public static HeldWords of(MemoryPlan plan) {
        return new HeldWords(new PlanIndex(plan));
    }

    /** The times of one buffer's words, summed up. */
    public interface Holding {

        /** Mean of the times from which the words {@code [first, end)} are held. */
        double meanStart(long first, long end);

        /** Mean of the times until which they are held. */
        double meanEnd(long first, long end);
    }

    /** Of the plan's {@code placement}-th buffer. */
    public Holding of(int placement) {
        MemoryPlan plan = index.plan();
        LiveRange live = index.placement(placement).buffer().live();
        String name = index.placement(placement).buffer().name();
        Events starts = plan.inputs().contains(name) || plan.steps().isEmpty()
                ? Events.none(live.start())
                : starts(placement, plan.steps().get(live.start()));
        Events ends = plan.outputs().contains(name) || plan.steps().isEmpty()
                ? Events.none(live.end())
                : ends(placement, plan.steps().get(live.end() - 1));
        return new Summed(starts, ends);
    }

    /** Rows, pixels and words that have been looked at one by one so far. */
    long looks() {
        return looks;
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

        Tally tally(long first, long end) {
            Tally tally = new Tally();
            if (events.size() == 1) {
                events.get(0).tally(first, end, tally);
            } else if (events.size() > 1) {
                new Merged(events, otherwise == step).tally(first, end, tally);
            }
            return tally;
        }
    }

    private final class Summed implements Holding {

        private final Events starts;
        private final Events ends;

        Summed(Events starts, Events ends) {
            this.starts = starts;
            this.ends = ends;
        }

        @Override
        public double meanStart(long first, long end) {
            return mean(starts, first, end);
        }

        @Override
        public double meanEnd(long first, long end) {
            return mean(ends, first, end);
        }

        private double mean(Events events, long first, long end) {
            Tally tally = events.tally(first, end);
            looks += tally.looks();
            double inUnits = (tally.times() + tally.words() / 2.0) / events.units();
            double never = (end - first - tally.words()) * (events.otherwise() - events.step());
            return events.step() + (inUnits + never) / (end - first);
        }
    }

    /** Of several times of each word one; made word by word, for there are few such buffers. */
    private record Merged(ImmutableList<WordTimes> events, boolean latest) implements WordTimes {

        @Override
        public void fill(long firstWord, int count, long[] times) {
            events.get(0).fill(firstWord, count, times);
            long[] others = new long[count];
            for (WordTimes event : events.subList(1, events.size())) {
                event.fill(firstWord, count, others);
                for (int i = 0; i < count; i++) {
                    times[i] = merged(times[i], others[i]);
                }
            }
        }

        private long merged(long one, long other) {
            return one == NEVER || other == NEVER || latest ? Math.max(one, other) : Math.min(one, other);
        }
    }
}
