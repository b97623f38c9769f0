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
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.verify.CertificateChecker;
import dev.shingle.mapper.verify.CertificateVerdict;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.mapper.verify.TraceChecker;
import dev.shingle.mapper.verify.TraceReport;
import dev.shingle.networks.Network;
import dev.shingle.networks.json.NetworkHash;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.energy.SramModel;
import dev.shingle.sim.replay.MalformedPlanException;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayProgress;
import dev.shingle.sim.run.PlanExecution;
import dev.shingle.sim.run.RunObserver;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;
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
        return size(model, machine, ScheduleOptions.defaults());
    }

    /** The same where choices were made about the schedule. */
    public static Sizing size(Model model, Machine machine, ScheduleOptions choices) {
        return SizingBuilder.of(model, schedule(model, unlimited(machine), choices));
    }

    /** The ways in which tools count this model's activations, the plan's first. */
    public static ImmutableList<ByteAccount> byteAccounts(Model model, Machine machine, ScheduleOptions choices) {
        return ByteAccounts.of(model, schedule(model, unlimited(machine), choices));
    }

    /** The same network on machines of different abilities: what each ability is worth. */
    public static MachineComparison compareMachines(Model model) {
        return MachineComparison.of(model);
    }

    /** What differs between two plans, whoever made them, and why. Nothing is judged: see {@link #verify}. */
    public static PlanComparison compare(MemoryPlan a, MemoryPlan b) {
        return PlanComparer.plans(a, b);
    }

    /** What one network needs on two machines, and which of their differences makes how much of it. */
    public static PlanComparison compare(Model model, Machine a, Machine b, ScheduleOptions choices) {
        return PlanComparer.machines(schedule(model, unlimited(a), choices), unlimited(a), unlimited(b));
    }

    /** What two networks need on one machine, and why. */
    public static PlanComparison compare(Model a, Model b, Machine machine, ScheduleOptions choices) {
        Machine target = unlimited(machine);
        return PlanComparer.networks(schedule(a, target, choices), a, schedule(b, target, choices), b);
    }

    private static Machine unlimited(Machine machine) {
        return machine.withCapacityBytes(OptionalLong.empty());
    }

    /**
     * How long a model takes on a machine, and what its memories take.
     *
     * @param cycles by which model
     * @param memories what accesses cost
     * @throws IllegalArgumentException if the machine has no engine
     */
    public static CycleEstimate cycles(
            Model model, Machine machine, ScheduleOptions choices, CycleModel cycles, SramModel memories) {
        return estimator(model, machine, choices).estimate(cycles, memories);
    }

    /**
     * What the activations cost in memories of different ports.
     *
     * @throws IllegalArgumentException if the machine has no engine
     */
    public static MemoryComparison compareMemories(
            Model model, Machine machine, ScheduleOptions choices, SramModel memories) {
        return estimator(model, machine, choices).compare(memories);
    }

    private static CycleEstimator estimator(Model model, Machine machine, ScheduleOptions choices) {
        return new CycleEstimator(model, schedule(model, unlimited(machine), choices));
    }

    /** Places every buffer, or says why none fits. */
    public static MappingResult map(Model model, Machine machine, PlanningOptions options) {
        return map(model, machine, ScheduleOptions.defaults(), options);
    }

    /** The same where choices were made about the schedule. */
    public static MappingResult map(Model model, Machine machine, ScheduleOptions choices, PlanningOptions options) {
        return map(model, machine, choices, new OverlapPlanner(), options, UNWATCHED);
    }

    /** The same with a planner of choice, watching the replay and able to stop it. */
    public static MappingResult map(
            Model model, Machine machine, Planner planner, PlanningOptions options, ReplayProgress progress) {
        return map(model, machine, ScheduleOptions.defaults(), planner, options, progress);
    }

    /** The same where choices were made about the schedule. */
    public static MappingResult map(
            Model model,
            Machine machine,
            ScheduleOptions choices,
            Planner planner,
            PlanningOptions options,
            ReplayProgress progress) {
        PlanningResult result = new NetworkPlanner(planner).plan(schedule(model, machine, choices), options);
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

    /**
     * The plan without overlap that is looked at beside ours: two buffers by turns for a chain, first fit for a graph. The
     * static checker found it safe; it was not replayed.
     */
    public static MemoryPlan planWithoutOverlap(Model model, Machine machine, ScheduleOptions choices) {
        return PlansToLookAt.withoutOverlap(model, schedule(model, unlimited(machine), choices));
    }

    /** Places every buffer, and makes the files that hardware and its programmers need. */
    public static ExportResult export(Model model, Machine machine, ExportOptions options) {
        return export(model, machine, ScheduleOptions.defaults(), options, UNWATCHED);
    }

    /** The same where choices were made about the schedule, watching the replay and able to stop it. */
    public static ExportResult export(
            Model model, Machine machine, ScheduleOptions choices, ExportOptions options, ReplayProgress progress) {
        return new Exporter(model, machine, choices, options, progress).export();
    }

    /** Judges any plan for a network, and its certificate, whoever made it. */
    public static Verification verify(Network network, MemoryPlan plan) {
        return verify(network, plan, UNWATCHED);
    }

    /** The same, watching the replay and able to stop it. */
    public static Verification verify(Network network, MemoryPlan plan, ReplayProgress progress) {
        CheckReport check = PlanChecker.check(network, plan);
        Optional<CertificateVerdict> certificate = CertificateChecker.check(network, plan);
        if (plan.peakWords() > mostWordsUsed(plan)) {
            return new Verification(check, Optional.empty(), "the peak is beyond all buffers", certificate);
        }
        try {
            return new Verification(check, Optional.of(Replay.run(plan, progress)), "", certificate);
        } catch (MalformedPlanException e) {
            return new Verification(check, Optional.empty(), String.valueOf(e.getMessage()), certificate);
        }
    }

    /**
     * Runs a model by a plan, whoever made it: real arithmetic in one scratchpad at the planned addresses, every word checked
     * when it is read. A plan that is unsafe is run to its end and its violations are counted.
     *
     * @param inputs one tensor for each input of {@link Model#network()}, by name
     * @throws MalformedPlanException if the plan contradicts itself or the model
     * @throws dev.shingle.sim.kernels.unit.UnsupportedLayerException if a layer can be sized but not executed
     */
    public static RunReport run(
            Model model, MemoryPlan plan, Map<String, TensorData> inputs, RunOptions options, RunObserver observer) {
        if (plan.peakWords() > mostWordsUsed(plan)) {
            throw new MalformedPlanException("the peak is beyond all buffers");
        }
        return PlanExecution.run(model.network(), plan, inputs, options, observer);
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

    /** The same model with its layers in the order that needs least on this machine; give it to the other questions. */
    public static Reordered reorder(Model model, Machine machine) {
        return reorder(model, machine, ScheduleOptions.defaults());
    }

    /** The same where choices were made about the schedule. */
    public static Reordered reorder(Model model, Machine machine, ScheduleOptions choices) {
        return LayerOrder.best(model, schedule(model, unlimited(machine), choices));
    }

    /** The distances of one step, by formula and word by word. */
    public static Explanation explain(Model model, Machine machine, int step) {
        return explain(model, machine, ScheduleOptions.defaults(), step);
    }

    /** The same where choices were made about the schedule. */
    public static Explanation explain(Model model, Machine machine, ScheduleOptions choices, int step) {
        return Explainer.explain(schedule(model, machine, choices), step);
    }

    /** Steps of the model on the machine whose index, layer name, source operator or result name is {@code text}. */
    public static ImmutableList<Integer> findSteps(Model model, Machine machine, String text) {
        return findSteps(model, machine, ScheduleOptions.defaults(), text);
    }

    /** The same where choices were made about the schedule. */
    public static ImmutableList<Integer> findSteps(Model model, Machine machine, ScheduleOptions choices, String text) {
        return Explainer.find(schedule(model, machine, choices), text);
    }

    /**
     * Makes an int8 network of a float one, and compares both on samples that should be others than those of the calibration.
     *
     * @throws dev.shingle.networks.NetworkFormatException if a layer has no int8 form or a sample cannot be used
     */
    public static QuantizationResult quantize(
            Model model,
            CalibrationSet calibration,
            CalibrationSet evaluation,
            QuantizationOptions options,
            QuantizationProgress progress) {
        return new PostTrainingQuantization(model, options, progress).run(calibration, evaluation);
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

    private static Schedule schedule(Model model, Machine machine, ScheduleOptions choices) {
        return Schedule.of(model.executed(), NetworkHash.of(model.network()), machine, choices);
    }
}
