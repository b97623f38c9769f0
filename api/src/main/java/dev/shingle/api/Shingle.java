package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.mapper.verify.TraceChecker;
import dev.shingle.mapper.verify.TraceReport;
import dev.shingle.networks.Network;
import dev.shingle.networks.json.NetworkHash;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.sim.replay.MalformedPlanException;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayProgress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The questions that users ask, one call each.
 *
 * <pre>{@code
 * Model model = Shingle.load("person_detect.tflite");
 * Machine machine = Machines.preset("byte-pixel").orElseThrow();
 * Sizing sizing = Shingle.size(model, machine);                     // how much SRAM?
 * MappingResult mapped = Shingle.map(model, machine, options);      // where does every buffer lie?
 * }</pre>
 */
public final class Shingle {

    private static final ReplayProgress UNWATCHED = (step, steps, words) -> true;

    private Shingle() {}

    /** Reads a file or builds a zoo network, and simplifies it with the standard passes. */
    public static Model load(String source) {
        return load(source, Simplifier.standard());
    }

    /**
     * Reads a file or builds a zoo network, and simplifies it.
     *
     * @throws dev.shingle.networks.NetworkFormatException if the source cannot be read, with the place and the reason
     */
    public static Model load(String source, Simplifier simplifier) {
        return load(source, simplifier, ImmutableMap.of());
    }

    /**
     * Reads a file or builds a zoo network, and simplifies it.
     *
     * @param dimensions sizes for the dimensions that an ONNX file leaves open, by name; an outermost one that is not given
     *     becomes 1
     * @throws dev.shingle.networks.NetworkFormatException if the source cannot be read, with the place and the reason
     */
    public static Model load(String source, Simplifier simplifier, Map<String, Integer> dimensions) {
        return Models.load(source, simplifier, dimensions);
    }

    /** Bytes that the activations need. No plan is handed out; see {@link Sizing#checked()}. */
    public static Sizing size(Model model, Machine machine) {
        return SizingBuilder.of(model, schedule(model, machine.withCapacityBytes(OptionalLong.empty())));
    }

    /** Places every buffer, or says why none fits. */
    public static MappingResult map(Model model, Machine machine, PlanningOptions options) {
        return map(model, machine, new OverlapPlanner(), options, UNWATCHED);
    }

    /** The same with a planner of choice, watching the replay and able to stop it. */
    public static MappingResult map(
            Model model, Machine machine, Planner planner, PlanningOptions options, ReplayProgress progress) {
        PlanningResult result = new NetworkPlanner(planner).plan(schedule(model, machine), options);
        if (result instanceof PlanningResult.Infeasible infeasible) {
            return new MappingResult.Infeasible(infeasible);
        }
        MemoryPlan plan = ((PlanningResult.Planned) result).plan();
        Verification verification = verify(model.network(), plan, progress);
        if (verification.replay().isPresent() && !verification.replay().get().isComplete()) {
            return new MappingResult.Cancelled();
        }
        if (verification.replay().isEmpty()) {
            return new MappingResult.Unverifiable(verification.whyNoReplay());
        }
        return new MappingResult.Mapped(VerifiedPlan.of(plan, verification));
    }

    /** Judges any plan for a network, whoever made it. */
    public static Verification verify(Network network, MemoryPlan plan) {
        return verify(network, plan, UNWATCHED);
    }

    /** The same, watching the replay and able to stop it. */
    public static Verification verify(Network network, MemoryPlan plan, ReplayProgress progress) {
        CheckReport check = PlanChecker.check(network, plan);
        if (plan.peakWords() > mostWordsUsed(plan)) {
            return new Verification(check, Optional.empty(), "the peak is beyond all buffers");
        }
        try {
            return new Verification(check, Optional.of(Replay.run(plan, progress)), "");
        } catch (MalformedPlanException e) {
            return new Verification(check, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Keeps a plan that claims a huge scratchpad from being given one. */
    private static long mostWordsUsed(MemoryPlan plan) {
        LongStream ends = plan.placements().stream().mapToLong(Placement::endWords);
        LongStream sizes = plan.placements().stream()
                .mapToLong(placement -> placement.buffer().sizeWords());
        return plan.machine().addressing() == Addressing.LINEAR
                ? ends.max().orElse(0)
                : Math.max(ends.max().orElse(0), sizes.sum());
    }

    /** The distances of one step, by formula and word by word. */
    public static Explanation explain(Model model, Machine machine, int step) {
        return Explainer.explain(schedule(model, machine), step);
    }

    /** Steps of the model on the machine whose index, layer name, source operator or result name is {@code text}. */
    public static ImmutableList<Integer> findSteps(Model model, Machine machine, String text) {
        return Explainer.find(schedule(model, machine), text);
    }

    /** Gives every buffer of a recorded trace a place, or says why that is not possible. */
    public static PackingResult pack(AllocationTrace trace, PackingOptions options) {
        return TracePacker.pack(trace, options);
    }

    /**
     * Judges the places that a trace has for its buffers, whoever chose them.
     *
     * @return empty if some buffer has no place
     */
    public static Optional<TraceReport> verify(AllocationTrace trace, OptionalLong capacityBytes) {
        return trace.offsetsBytes().map(offsets -> TraceChecker.check(trace, offsets, capacityBytes));
    }

    private static Schedule schedule(Model model, Machine machine) {
        return Schedule.of(model.network(), NetworkHash.of(model.network()), machine);
    }
}
