package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.schedule.Staging;
import dev.shingle.networks.Shape;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Takes a plan's figures from the plan alone, so that a file will do: no network is at hand. Who dies where follows from the
 * live ranges, distances from operators and machine.
 */
final class PlanReading {

    private final MemoryPlan plan;
    private final Machine machine;
    private final ImmutableMap<String, Placement> placements;

    private PlanReading(MemoryPlan plan, Machine machine) {
        this.plan = plan;
        this.machine = machine;
        this.placements = plan.placementsByName();
    }

    static PlanFigures figures(MemoryPlan plan) {
        return figures(plan, plan.machine());
    }

    /** The same places with the distances of another machine, whose words must be the same. */
    static PlanFigures figures(MemoryPlan plan, Machine machine) {
        return new PlanReading(plan, machine).figures();
    }

    private PlanFigures figures() {
        ImmutableList<PlanStep> steps = plan.steps().stream().map(this::step).collect(toImmutableList());
        return new PlanFigures(
                plan.network(),
                plan.networkHash(),
                machine,
                plan.planner(),
                plan.inputs().stream().map(this::describe).collect(joining(", ")),
                plan.placements().stream()
                        .map(placement -> placement.buffer().type().toString())
                        .distinct()
                        .sorted()
                        .collect(joining(", ")),
                plan.peakBytes(),
                plan.bound(),
                bytes(plan.bound().words()),
                plan.isOptimal(),
                most(steps, PlanStep::disjointBytes),
                most(steps, step -> step.inputBytes() + step.outputBytes()),
                plan.placements().stream()
                        .mapToLong(placement -> bytes(placement.buffer().sizeWords()))
                        .max()
                        .orElse(0),
                Staging.bytes(plan),
                steps);
    }

    private static long most(ImmutableList<PlanStep> steps, ToLongFunction<PlanStep> figure) {
        return steps.stream().mapToLong(figure).max().orElse(0);
    }

    private String describe(String name) {
        Placement placement = placements.get(name);
        return placement == null
                ? name
                : placement.buffer().shape() + " " + placement.buffer().type();
    }

    private PlanStep step(Step step) {
        Operation operation = step.operation();
        ImmutableSet<String> read = names(operation.operands());
        ImmutableSet<String> written = names(operation.results());
        Optional<TensorUse> dying = operation.operands().stream()
                .filter(TensorUse::isInScratchpad)
                .filter(use -> dies(use.name(), step.index()))
                .findFirst();
        Shape output = operation.results().get(0).shape();
        return new PlanStep(
                step.index(),
                step.layer(),
                operation.operator().displayName(),
                dying.or(() -> operation.operands().stream()
                                .filter(TensorUse::isInScratchpad)
                                .findFirst())
                        .map(TensorUse::shape)
                        .orElse(output),
                output,
                liveBytes(step.index(), read::contains),
                liveBytes(step.index(), written::contains),
                liveBytes(step.index(), name -> !read.contains(name) && !written.contains(name)),
                dying.flatMap(use -> distance(step, use, Traversal.FORWARD)),
                dying.flatMap(use -> distance(step, use, Traversal.REVERSE)),
                step.traversal(),
                bytes(words(addresses(live(step.index(), name -> true)))),
                overlapBytes(step.index(), read, written));
    }

    /** An output lives on until the host has taken it, whoever reads it last. */
    private boolean dies(String name, int step) {
        Placement placement = placements.get(name);
        return placement != null
                && placement.buffer().live().end() == step + 1
                && !plan.outputs().contains(name);
    }

    private Optional<Distance> distance(Step step, TensorUse dying, Traversal traversal) {
        Operation operation = step.operation();
        Placement result = placements.get(operation.results().get(0).name());
        return result == null || result.buffer().live().start() != step.index()
                ? Optional.empty()
                : Optional.of(inBytes(
                        SafeDistances.of(operation, operation.operands().indexOf(dying), 0, traversal, machine)));
    }

    private Distance inBytes(Distance words) {
        return words.isFree() ? words : Distance.ofWords(bytes(words.words()));
    }

    private static ImmutableSet<String> names(ImmutableList<TensorUse> uses) {
        return uses.stream()
                .filter(TensorUse::isInScratchpad)
                .map(TensorUse::name)
                .collect(ImmutableSet.toImmutableSet());
    }

    private ImmutableList<Placement> live(int step, Predicate<String> wanted) {
        return placements.values().stream()
                .filter(placement -> placement.buffer().live().contains(step)
                        && wanted.test(placement.buffer().name()))
                .collect(toImmutableList());
    }

    private long liveBytes(int step, Predicate<String> wanted) {
        return bytes(live(step, wanted).stream()
                .map(Placement::buffer)
                .mapToLong(Buffer::sizeWords)
                .sum());
    }

    /** |A and B| = |A| + |B| - |A or B|. */
    private long overlapBytes(int step, ImmutableSet<String> read, ImmutableSet<String> written) {
        ImmutableList<Placement> sources = live(step, name -> read.contains(name) && !written.contains(name));
        ImmutableList<Placement> results = live(step, written::contains);
        RangeSet<Long> both = addresses(sources);
        long separately = words(both) + words(addresses(results));
        both.addAll(addresses(results));
        return bytes(separately - words(both));
    }

    /** With circular addresses a buffer may continue at address 0. */
    private RangeSet<Long> addresses(Collection<Placement> buffers) {
        RangeSet<Long> covered = TreeRangeSet.create();
        for (Placement placement : buffers) {
            long end = placement.endWords();
            covered.add(Range.closedOpen(
                    placement.offsetWords(), Math.max(placement.offsetWords(), Math.min(end, plan.peakWords()))));
            if (end > plan.peakWords()) {
                covered.add(Range.closedOpen(0L, end - plan.peakWords()));
            }
        }
        return covered;
    }

    private static long words(RangeSet<Long> ranges) {
        return ranges.asRanges().stream()
                .mapToLong(range -> range.upperEndpoint() - range.lowerEndpoint())
                .sum();
    }

    private long bytes(long words) {
        return plan.machine().layout().bytesOf(words);
    }
}
