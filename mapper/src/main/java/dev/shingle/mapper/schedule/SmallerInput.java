package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import dev.shingle.networks.resize.ImageSize;
import dev.shingle.networks.resize.InputResizer;
import dev.shingle.networks.resize.Resized;
import java.util.Optional;

/**
 * The largest smaller input image of the same shape for which the plan fits.
 *
 * <p>What a plan needs does not always fall with the image: at some sizes padding or an odd row costs more. So bisection
 * alone would miss sizes. Three questions of rising cost are asked about the sizes, from the largest one down:
 *
 * <ol>
 *   <li>Is some buffer alone too large? Shapes tell; this rules out all but the last few sizes above the answer.
 *   <li>Does some step need too much ({@link dev.shingle.mapper.place.LowerBound})? Distances tell.
 *   <li>Does the planner find a plan that fits?
 * </ol>
 *
 * <p>A no to the first two is proven, so the first yes to the third is the largest size for which this planner finds a
 * plan. Only when the planner has failed {@link #PATIENCE} times does the search take larger steps, and then looks
 * back by bisection: that answer may miss a larger size.
 */
final class SmallerInput {

    private static final int PATIENCE = 16;

    /** The lever, or why there is none. */
    record Answer(Optional<Lever> lever, String whyNot) {

        static Answer no(String reason) {
            return new Answer(Optional.empty(), reason);
        }
    }

    private final NetworkPlanner planner;
    private final Schedule schedule;
    private final PlanningOptions options;
    private final long capacityWords;
    private final InputResizer resizer;
    private final ImmutableList<ImageSize> sizes;
    private int failures;
    private boolean isResizable;
    private String refusal = "";

    SmallerInput(NetworkPlanner planner, Schedule schedule, PlanningOptions options, long capacityBytes) {
        this.planner = planner;
        this.schedule = schedule;
        this.options = options;
        this.capacityWords = schedule.machine().layout().wordsIn(capacityBytes);
        this.resizer = new InputResizer(schedule.network());
        this.sizes = resizer.smallerSizes();
    }

    Answer answer() {
        int skipped = 0;
        for (int i = 0; i < sizes.size(); i += 1 + skipped) {
            Optional<MemoryPlan> plan = fitting(i);
            if (plan.isPresent()) {
                return new Answer(
                        Optional.of(skipped == 0 ? lever(i, plan.get()) : lookBack(i - skipped, i, plan.get())), "");
            }
            skipped = failures > PATIENCE ? 2 * skipped + 1 : 0;
        }
        if (sizes.isEmpty()) {
            return Answer.no("it has no single input image");
        }
        return Answer.no(isResizable ? "none was found to fit" : refusal);
    }

    /** Nothing was found to fit before {@code from}; {@code to} does. */
    private Lever lookBack(int from, int to, MemoryPlan found) {
        int low = from;
        int high = to;
        MemoryPlan best = found;
        while (low < high) {
            int middle = (low + high) / 2;
            Optional<MemoryPlan> plan = fitting(middle);
            if (plan.isPresent()) {
                best = plan.get();
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return lever(high, best);
    }

    private Optional<MemoryPlan> fitting(int index) {
        Resized resized = resizer.resize(sizes.get(index));
        if (resized instanceof Resized.Refused refused && refusal.isEmpty()) {
            refusal = refused.reason();
        }
        if (!(resized instanceof Resized.To to)) {
            return Optional.empty();
        }
        isResizable = true;
        Schedule smaller = schedule.trialOf(to.network());
        long largest =
                smaller.buffers().stream().mapToLong(Buffer::sizeWords).max().orElse(0);
        if (largest > capacityWords || smaller.lowerBound().words() > capacityWords) {
            return Optional.empty();
        }
        if (planner.plan(smaller, options) instanceof Planned planned
                && planned.plan().peakWords() <= capacityWords) {
            return Optional.of(planned.plan());
        }
        failures++;
        return Optional.empty();
    }

    private Lever lever(int index, MemoryPlan plan) {
        ImageSize size = sizes.get(index);
        return new Lever(
                "smaller-input",
                "an input image of %s instead of %s"
                        .formatted(size, resizer.size().orElseThrow()),
                "resolution, and with it accuracy",
                0,
                plan.peakBytes(),
                plan.isOptimal(),
                true,
                Optional.of(size));
    }
}
