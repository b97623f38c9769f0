package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What could be changed about a schedule, the cheap changes first: the schedule itself, then abilities that its machine
 * lacks.
 */
final class Remedies {

    /** Enough for nearly all networks to be exact, in a small part of a second. */
    private static final long ORDER_MOVES = 100_000;

    private static final ImmutableSet<Traversal> BOTH = ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE);

    private final Schedule schedule;
    private final ImmutableList.Builder<Remedy> remedies = ImmutableList.builder();

    private Remedies(Schedule schedule) {
        this.schedule = schedule;
    }

    static ImmutableList<Remedy> of(Schedule schedule) {
        return new Remedies(schedule).collect();
    }

    private ImmutableList<Remedy> collect() {
        anotherOrder();
        zeroCopyConcatenation();
        Machine machine = schedule.machine();
        WriteGranularity unit = machine.writeGranularity();
        if (!machine.traversals().equals(BOTH)) {
            add(
                    "either-direction",
                    "run each layer from either end",
                    plan -> "address counters that can count down",
                    now -> changed(now, now.writeGranularity(), BOTH, now.addressing(), now.lineBufferRows()));
        }
        if (machine.addressing() == Addressing.LINEAR) {
            add(
                    "circular",
                    "count addresses modulo the scratchpad's size",
                    plan -> "a conditional subtract in every address generator, the host's too",
                    now -> changed(
                            now, now.writeGranularity(), now.traversals(), Addressing.CIRCULAR, now.lineBufferRows()));
        }
        if (unit instanceof WriteGranularity.Group) {
            granularity(
                    "write-pixel",
                    "write all channels of a pixel at once",
                    new WriteGranularity.Pixel(),
                    Remedies::pixelRegisters);
        }
        if (!(unit instanceof WriteGranularity.Row || unit instanceof WriteGranularity.Tensor)) {
            granularity(
                    "write-row",
                    "stage each output row and write it when it is done",
                    new WriteGranularity.Row(),
                    plan -> "a row buffer");
        }
        lineBuffer();
        return remedies.build();
    }

    /** Costs nothing; offered only if the search for an order has found one whose steps need less. */
    private void anotherOrder() {
        if (Reordering.of(schedule, ORDER_MOVES).isChanged()) {
            remedies.add(new Remedy(
                    "other-order",
                    "run the layers in another order",
                    plan -> "nothing",
                    before -> Reordering.of(before, ORDER_MOVES).schedule()));
        }
    }

    private void zeroCopyConcatenation() {
        ScheduleOptions everywhere = ScheduleOptions.zeroCopyConcatenation();
        if (schedule.with(everywhere).joinedLayers().size()
                > schedule.joinedLayers().size()) {
            remedies.add(new Remedy(
                    "zero-copy-concat",
                    "write the parts of a concatenation where they belong",
                    plan -> "a pixel stride and a channel offset in the address generators",
                    before -> before.with(everywhere)));
        }
    }

    private void granularity(String name, String change, WriteGranularity unit, Function<MemoryPlan, String> cost) {
        add(name, change, cost, now -> changed(now, unit, now.traversals(), now.addressing(), now.lineBufferRows()));
    }

    private void lineBuffer() {
        OptionalInt rows = usefulRows();
        if (rows.isPresent() && rows.getAsInt() > schedule.machine().lineBufferRows()) {
            add(
                    "line-buffer",
                    "read each input word once, into a line buffer of %d rows".formatted(rows.getAsInt()),
                    plan -> "the line buffer",
                    now -> changed(now, now.writeGranularity(), now.traversals(), now.addressing(), rows.getAsInt()));
        }
    }

    /** The tallest window that slides; one over the whole image would need a line buffer as large as the image. */
    private OptionalInt usefulRows() {
        return schedule.steps().stream()
                .map(ScheduledStep::operation)
                .filter(operation -> operation.operands().get(0).isInScratchpad())
                .mapToInt(operation -> {
                    Shape image = operation.operands().get(0).shape();
                    int extent = window(operation.operator())
                            .map(Window::extentHeight)
                            .orElse(0);
                    return extent < image.height() ? extent : 0;
                })
                .filter(extent -> extent > 1)
                .max();
    }

    private static Optional<Window> window(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return operator instanceof Operator.Pool pool ? Optional.of(pool.window()) : Optional.empty();
    }

    private static String pixelRegisters(MemoryPlan plan) {
        long bits = plan.steps().stream()
                .flatMap(step -> step.operation().results().stream())
                .mapToLong(result -> result.layoutOn(plan.machine().layout()).pixelBits())
                .max()
                .orElse(0);
        return String.format(Locale.ROOT, "registers for one output pixel, %,d B", (bits + 7) / 8);
    }

    private void add(
            String name, String change, Function<MemoryPlan, String> cost, UnaryOperator<Machine> application) {
        remedies.add(new Remedy(name, change, cost, before -> before.on(application.apply(before.machine()))));
    }

    private static Machine changed(
            Machine machine,
            WriteGranularity granularity,
            ImmutableSet<Traversal> traversals,
            Addressing addressing,
            int lineBufferRows) {
        return new Machine(
                machine.name(),
                machine.source(),
                machine.layout(),
                granularity,
                lineBufferRows,
                machine.groupOrder(),
                traversals,
                addressing,
                machine.alignmentWords(),
                machine.capacityBytes());
    }
}
