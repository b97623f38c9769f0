package dev.shingle.api.fit;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.Model;
import dev.shingle.api.fit.CandidateSizing.Sized;
import dev.shingle.api.variant.VariantResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the largest size that fits.
 *
 * <p>What a plan needs does not always grow with the image or the width: at some sizes a layer's padding or an odd row costs
 * more than at the next. So nothing is concluded from one size about another. The ladder is climbed down, from its top,
 * and each size is asked three questions of rising cost, until one answers no:
 *
 * <ol>
 *   <li>Is no single buffer too large? Shapes tell.
 *   <li>Does no step need too much? Distances tell.
 *   <li>Does the planner find a plan that fits?
 * </ol>
 *
 * A no to one of the first two is proven, for that very size. The first yes to the third is the answer: everything above has
 * said no. Time is linear in the number of sizes above the answer, nearly all of which the first question rules out.
 *
 * <pre>
 *   144x192   buffer 442,368 B > capacity       ruled out
 *   136x181   step bound 131,712 B > capacity   ruled out
 *   128x171   planned 127,890 B                 the answer; what is below is not looked at
 * </pre>
 */
public final class FitSearch {

    private static final int NEIGHBOURS_BELOW = 2;
    private static final int NEIGHBOURS_ABOVE = 3;

    private final FitQuestion question;
    private final NetworkPlanner planner;
    private int refused;
    private int ruledOutByBuffer;
    private int ruledOutByStep;
    private int planned;
    private int unproven;

    private FitSearch(FitQuestion question, Planner planner) {
        this.question = question;
        this.planner = new NetworkPlanner(planner);
    }

    /** The largest size of the ladder that fits. */
    public static FitAnswer largest(FitQuestion question, Ladder ladder) {
        return largest(question, ladder, new OverlapPlanner());
    }

    static FitAnswer largest(FitQuestion question, Ladder ladder, Planner planner) {
        return new FitSearch(question, planner).climbDown(ladder);
    }

    /** One size, planned whatever its bounds say. */
    public static CandidateSizing size(FitQuestion question, Candidate candidate) {
        return size(question, candidate, new OverlapPlanner());
    }

    static CandidateSizing size(FitQuestion question, Candidate candidate, Planner planner) {
        return new FitSearch(question, planner).inFull(candidate);
    }

    private FitAnswer climbDown(Ladder ladder) {
        ImmutableList<Candidate> candidates = ladder.candidates();
        Optional<Sized> found = Optional.empty();
        int at = candidates.size();
        while (found.isEmpty() && at > 0) {
            at--;
            found = fitting(candidates.get(at));
        }
        FitAnswer.Effort effort = new FitAnswer.Effort(refused, ruledOutByBuffer, ruledOutByStep, planned, unproven);
        List<CandidateSizing> neighbours = new ArrayList<>();
        addBelow(neighbours, candidates, at);
        found.ifPresent(neighbours::add);
        Optional<Sized> next = addAbove(neighbours, candidates, found.isPresent() ? at + 1 : at);
        return new FitAnswer(question, ladder, found, next, ImmutableList.copyOf(neighbours), effort);
    }

    private void addBelow(List<CandidateSizing> neighbours, ImmutableList<Candidate> candidates, int at) {
        for (int i = Math.max(0, at - NEIGHBOURS_BELOW); i < at; i++) {
            neighbours.add(inFull(candidates.get(i)));
        }
    }

    /** Adds sizes up to the third that exists; the first that does. */
    private Optional<Sized> addAbove(List<CandidateSizing> neighbours, ImmutableList<Candidate> candidates, int from) {
        Optional<Sized> next = Optional.empty();
        int existing = 0;
        for (int i = from; i < candidates.size() && existing < NEIGHBOURS_ABOVE; i++) {
            CandidateSizing sizing = inFull(candidates.get(i));
            neighbours.add(sizing);
            if (sizing instanceof Sized sized) {
                existing++;
                next = next.isPresent() ? next : Optional.of(sized);
            }
        }
        return next;
    }

    private Optional<Sized> fitting(Candidate candidate) {
        VariantResult made = question.variants().make(candidate.variant());
        if (!(made instanceof VariantResult.Made variant)) {
            refused++;
            return Optional.empty();
        }
        Schedule schedule = schedule(variant.model());
        if (bytes(largestBufferWords(schedule)) > question.capacityBytes()) {
            ruledOutByBuffer++;
            return Optional.empty();
        }
        if (bytes(schedule.figures().overlapLowerBound().words()) > question.capacityBytes()) {
            ruledOutByStep++;
            return Optional.empty();
        }
        planned++;
        Sized sized = plan(candidate, schedule);
        boolean fits = sized.fits(question.capacityBytes());
        unproven += fits || sized.isProvenTooLarge(question.capacityBytes()) ? 0 : 1;
        return fits ? Optional.of(sized) : Optional.empty();
    }

    private CandidateSizing inFull(Candidate candidate) {
        VariantResult made = question.variants().make(candidate.variant());
        return made instanceof VariantResult.Made variant
                ? plan(candidate, schedule(variant.model()))
                : new CandidateSizing.Refused(candidate, ((VariantResult.Refused) made).reason());
    }

    private Sized plan(Candidate candidate, Schedule schedule) {
        PlanningResult result = planner.plan(schedule, PlanningOptions.defaults());
        if (!(result instanceof PlanningResult.Planned found)) {
            throw new AssertionError("no plan without a capacity: " + result);
        }
        long boundBytes = bytes(found.plan().bound().words());
        return new Sized(candidate, boundBytes, OptionalLong.of(found.plan().peakBytes()));
    }

    /** No plan is handed out, so the network's hash is left empty. */
    private Schedule schedule(Model model) {
        return Schedule.of(model.executed(), "", question.machine(), question.choices());
    }

    private static long largestBufferWords(Schedule schedule) {
        return schedule.buffers().stream().mapToLong(Buffer::sizeWords).max().orElse(0);
    }

    private long bytes(long words) {
        return question.machine().layout().bytesOf(words);
    }
}
