package dev.shingle.api.sweep;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.Model;
import dev.shingle.api.variant.NetworkVariants;
import dev.shingle.api.variant.Variant;
import dev.shingle.api.variant.VariantResult;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.Figures;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.schedule.Staging;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import dev.shingle.networks.resize.ImageSize;
import dev.shingle.sim.run.MultiplyAdds;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The rows of points. Points that differ in their machine alone share the network: it is built once for them. Nothing else
 * is kept but the networks as they were loaded, so that memory does not grow with the sweep.
 */
final class PointEvaluator {

    private final SweepSpec spec;
    private final ConcurrentMap<Integer, NetworkVariants> loaded = new ConcurrentHashMap<>();

    PointEvaluator(SweepSpec spec) {
        this.spec = spec;
    }

    /** A row of the table and the point that it is of. */
    record Row(int index, String text) {}

    /** Points of one network in one size, each handed on when it is done. */
    void evaluate(ImmutableList<SweepPoint> points, Consumer<Row> done) {
        SweepPoint first = points.get(0);
        VariantResult made = make(first);
        for (SweepPoint point : points) {
            done.accept(new Row(point.index(), SweepColumns.row(cells(point, made))));
        }
    }

    private VariantResult make(SweepPoint point) {
        try {
            return loaded.computeIfAbsent(
                            point.network(),
                            network -> NetworkVariants.of(
                                    spec.networks().get(network).source()))
                    .make(point.variant());
        } catch (NetworkFormatException e) {
            return new VariantResult.Refused(
                    "%s: found %s, expected %s".formatted(e.position(), e.found(), e.expected()));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return new VariantResult.Refused(unexpected(e));
        }
    }

    private static String unexpected(Throwable e) {
        return "this is an error of shingle, please report it: " + e;
    }

    private ImmutableList<String> cells(SweepPoint point, VariantResult made) {
        String error;
        if (made instanceof VariantResult.Made found) {
            try {
                return figures(point, found.model());
            } catch (IllegalArgumentException | ArithmeticException e) {
                error = String.valueOf(e.getMessage());
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                error = unexpected(e);
            }
        } else {
            error = ((VariantResult.Refused) made).reason();
        }
        String size = point.variant().resolution().map(ImageSize::toString).orElse("");
        return ImmutableList.<String>builder()
                .addAll(configuration(point, size))
                .addAll(Collections.nCopies(
                        SweepColumns.FIGURES.size() + spec.blocks().size(), ""))
                .add(error)
                .build();
    }

    private ImmutableList<String> configuration(SweepPoint point, String size) {
        Variant variant = point.variant();
        return ImmutableList.of(
                String.valueOf(point.index()),
                spec.networks().get(point.network()).label(),
                size,
                variant.width().map(width -> width.toPlainString()).orElse(""),
                variant.bits().map(Object::toString).orElse(""),
                spec.machines().get(point.machine()).label());
    }

    private ImmutableList<String> figures(SweepPoint point, Model model) {
        Machine machine = spec.machines().get(point.machine()).machine().withCapacityBytes(OptionalLong.empty());
        Layout layout = machine.layout();
        Schedule schedule = Schedule.of(model.executed(), "", machine, ScheduleOptions.defaults());
        MemoryPlan plan = plan(schedule);
        Figures figures = schedule.figures();
        OptionalLong twoBuffers = figures.pingPongTwoBuffersWords();
        PointCosts costs = PointCosts.of(plan, machine);
        ImmutableList.Builder<String> cells = ImmutableList.builder();
        cells.addAll(configuration(point, imageOf(model)));
        cells.add(String.valueOf(plan.peakBytes()));
        cells.add(String.valueOf(layout.bytesOf(plan.bound().words())));
        cells.add(String.valueOf(plan.isOptimal()));
        cells.add(String.valueOf(layout.bytesOf(figures.disjointLowerBoundWords())));
        cells.add(twoBuffers.isPresent() ? String.valueOf(layout.bytesOf(twoBuffers.getAsLong())) : "");
        cells.add(String.valueOf(layout.bytesOf(figures.pingPongWidestPairWords())));
        cells.add(String.valueOf(Staging.bytes(plan)));
        cells.add(String.valueOf(MultiplyAdds.of(plan)));
        cells.add(String.valueOf(model.weightBytes()));
        cells.add(costs.cycles(), costs.stepsNotCounted(), costs.energyNanojoules());
        spec.blocks().forEach(kind -> cells.add(String.valueOf(kind.blocks(layout.wordBits(), plan.peakWords()))));
        return cells.add("").build();
    }

    /** No plan is handed out, so the network's hash is left empty. */
    private MemoryPlan plan(Schedule schedule) {
        PlanningResult result = new NetworkPlanner(new OverlapPlanner())
                .plan(schedule, PlanningOptions.defaults().withNodes(spec.searchNodes()));
        if (result instanceof PlanningResult.Planned planned) {
            return planned.plan();
        }
        throw new AssertionError("no plan without a capacity: " + result);
    }

    private static String imageOf(Model model) {
        return Optional.of(model.original().inputs())
                .filter(inputs -> !inputs.isEmpty())
                .map(inputs -> model.network().inputs().isEmpty()
                        ? inputs.get(0).shape()
                        : model.network().inputs().get(0).shape())
                .filter(shape -> shape.rank() >= 3)
                .map(PointEvaluator::size)
                .orElse("");
    }

    private static String size(Shape image) {
        return image.height() + "x" + image.width();
    }
}
