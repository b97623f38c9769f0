package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.schedule.Figures;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduledStep;
import dev.shingle.mapper.schedule.Staging;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Shape;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Collects the figures of a schedule and of its plan. */
final class SizingBuilder {

    private static final long QUICKLY_CHECKED_WORDS = 16L << 20;

    private final Model model;
    private final Schedule schedule;
    private final MemoryPlan plan;
    private final ImmutableMap<String, Placement> placements;
    private final ImmutableMap<String, Layer> layers;

    private SizingBuilder(Model model, Schedule schedule, MemoryPlan plan) {
        this.model = model;
        this.schedule = schedule;
        this.plan = plan;
        this.placements = plan.placementsByName();
        ImmutableMap.Builder<String, Layer> byName = ImmutableMap.builder();
        model.network().layers().forEach(layer -> byName.put(layer.name(), layer));
        this.layers = byName.buildOrThrow();
    }

    static Sizing of(Model model, Schedule schedule) {
        boolean checked = isQuicklyChecked(schedule);
        MemoryPlan plan = checked
                ? PlansToLookAt.checked(model, schedule, new OverlapPlanner())
                : PlansToLookAt.unchecked(schedule, new OverlapPlanner());
        return new SizingBuilder(model, schedule, plan).build(checked);
    }

    /** Sizing answers at once; beyond this many words the check alone takes longer, and mapping does it anyway. */
    private static boolean isQuicklyChecked(Schedule schedule) {
        return schedule.buffers().stream().mapToLong(Buffer::sizeWords).sum() <= QUICKLY_CHECKED_WORDS;
    }

    private Sizing build(boolean checked) {
        Figures figures = schedule.figures();
        OptionalLong twoBuffers = figures.pingPongTwoBuffersWords();
        ImmutableList.Builder<LayerSizing> steps = ImmutableList.builder();
        schedule.steps().forEach(step -> steps.add(layer(step)));
        return new Sizing(
                model,
                schedule.machine(),
                twoBuffers.isPresent() ? OptionalLong.of(bytes(twoBuffers.getAsLong())) : OptionalLong.empty(),
                figures.whyNoTwoBuffers(),
                bytes(figures.pingPongWidestPairWords()),
                bytes(Math.multiplyExact(2L, largestWords())),
                bytes(figures.disjointLowerBoundWords()),
                bytes(plan.bound().words()),
                plan.bound().reason(),
                plan.peakBytes(),
                plan.isOptimal(),
                checked,
                Staging.bytes(plan),
                steps.build());
    }

    private long largestWords() {
        return schedule.buffers().stream().mapToLong(Buffer::sizeWords).max().orElse(0);
    }

    private LayerSizing layer(ScheduledStep step) {
        Operation operation = step.operation();
        ImmutableSet<String> read = names(operation.operands());
        ImmutableSet<String> written = names(operation.results());
        Shape output = operation.results().get(0).shape();
        int dying = firstDying(step);
        // A later part of a joint tensor cannot come close to anything: the joint tensor is there already.
        int overlapped = step.arriving().contains(operation.results().get(0).name()) ? dying : -1;
        return new LayerSizing(
                step.index(),
                step.layer(),
                operation.operator().displayName(),
                step.sources(),
                dying >= 0 ? operation.operands().get(dying).shape() : firstInput(operation, output),
                output,
                liveBytes(step.index(), read::contains),
                liveBytes(step.index(), written::contains),
                liveBytes(step.index(), name -> !read.contains(name) && !written.contains(name)),
                weightBytes(step.layer()),
                distance(operation, overlapped, Traversal.FORWARD),
                distance(operation, overlapped, Traversal.REVERSE),
                plan.steps().get(step.index()).traversal(),
                plannedBytes(step.index()));
    }

    private Optional<Distance> distance(Operation operation, int operand, Traversal traversal) {
        return operand < 0
                ? Optional.empty()
                : Optional.of(SafeDistances.of(operation, operand, 0, traversal, schedule.machine()));
    }

    private static int firstDying(ScheduledStep step) {
        ImmutableList<TensorUse> operands = step.operation().operands();
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).isInScratchpad()
                    && step.dying().contains(operands.get(i).name())) {
                return i;
            }
        }
        return -1;
    }

    private static Shape firstInput(Operation operation, Shape otherwise) {
        return operation.operands().stream()
                .filter(TensorUse::isInScratchpad)
                .map(TensorUse::shape)
                .findFirst()
                .orElse(otherwise);
    }

    private static ImmutableSet<String> names(ImmutableList<TensorUse> uses) {
        return uses.stream()
                .filter(TensorUse::isInScratchpad)
                .map(TensorUse::name)
                .collect(ImmutableSet.toImmutableSet());
    }

    private long liveBytes(int step, Predicate<String> wanted) {
        long words = placements.values().stream()
                .map(Placement::buffer)
                .filter(buffer -> buffer.live().contains(step) && wanted.test(buffer.name()))
                .mapToLong(buffer -> buffer.sizeWords())
                .sum();
        return bytes(words);
    }

    private long weightBytes(String layerName) {
        Layer layer = layers.get(layerName);
        return layer == null
                ? 0
                : layer.constants().stream()
                        .mapToLong(constant -> (constant.sizeBits() + 7) / 8)
                        .sum();
    }

    /** Words under at least one live buffer; with circular addresses a buffer may continue at address 0. */
    private long plannedBytes(int step) {
        RangeSet<Long> covered = TreeRangeSet.create();
        for (Placement placement : placements.values()) {
            if (placement.buffer().live().contains(step)) {
                covered.add(
                        Range.closedOpen(placement.offsetWords(), Math.min(placement.endWords(), plan.peakWords())));
                if (placement.endWords() > plan.peakWords()) {
                    covered.add(Range.closedOpen(0L, placement.endWords() - plan.peakWords()));
                }
            }
        }
        return bytes(covered.asRanges().stream()
                .mapToLong(range -> range.upperEndpoint() - range.lowerEndpoint())
                .sum());
    }

    private long bytes(long words) {
        return schedule.machine().layout().bytesOf(words);
    }
}
