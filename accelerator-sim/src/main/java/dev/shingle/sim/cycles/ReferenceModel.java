package dev.shingle.sim.cycles;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.cycles.TapClasses.TapClass;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The reference accelerator (docs/simulator.md, equations 7 to 12). It walks output pixels, and for each the output groups;
 * a group takes a front of n cycles, hands its accumulators to the output stage, which is busy for o cycles, and is written
 * in w accesses. The next group starts when the handover is done:
 *
 * <pre>
 *   front    |--- group 0 ---|--- group 1 ---|wait|- group 2 -| ...                  |-- last --|
 *   output                   |----- o -----|      |----- o -----|----- ...                      |-- drain --| next step
 *
 *   step = setup + n(first) + sum over the other groups of max(n, o, w) + drain
 * </pre>
 *
 * On a single port no read is issued in the cycles in which an earlier group is written ({@link SinglePort}).
 * Costs are taken once for each class of pixels, so a layer takes time for its classes and groups, not for its pixels.
 */
final class ReferenceModel {

    private final Machine machine;
    private final Engine engine;
    private final StepWork work;
    private final boolean stealsCycles;
    private final UnitPricing pricing;

    private final Losses losses = new Losses();
    private final long[] readAccesses;
    private long issueCycles;
    private long operations;
    private long weightReads;
    private long writeAccesses;

    private ReferenceModel(StepWork work, Machine machine, Engine engine, boolean stealsCycles) {
        this.machine = machine;
        this.engine = engine;
        this.work = work;
        this.stealsCycles = stealsCycles;
        this.pricing = new UnitPricing(work, engine);
        this.readAccesses = new long[work.operands().size()];
    }

    /**
     * One step.
     *
     * @param stealsCycles writes and reads use the same port
     */
    static LayerCycles of(Step step, Machine machine, Engine engine, boolean stealsCycles) {
        String operator = step.operation().operator().displayName();
        Optional<String> whyNot = WorkBuilder.whyNot(step.operation());
        if (whyNot.isPresent()) {
            return new LayerCycles(
                    step.index(), step.layer(), operator, 0, 0, 0, ImmutableMap.of(), PortAccesses.NONE, whyNot);
        }
        StepWork work = WorkBuilder.build(step, machine, engine);
        return new ReferenceModel(work, machine, engine, stealsCycles).run(step, operator);
    }

    private LayerCycles run(Step step, String operator) {
        for (TapClass rows : TapClasses.ofRows(work)) {
            for (TapClass columns : TapClasses.ofColumns(work)) {
                long pixels = Math.multiplyExact(rows.count(), columns.count());
                for (OutputGroup group : work.groups()) {
                    add(pricing.price(rows.residues(), columns.residues(), group), group, pixels);
                }
            }
        }
        firstGroup(step.traversal());
        if (stealsCycles) {
            makeWay(step.traversal());
        }
        stream();
        losses.add(Loss.SETUP, engine.timing().setupCycles());
        losses.add(Loss.DRAIN, drainCycles());
        long lanes = work.isMultiplying() ? engine.macsPerCycle() : engine.outputLanes();
        long useful = LongMath.divide(operations, lanes, RoundingMode.CEILING);
        losses.add(Loss.PARTIAL_TILE, issueCycles - useful);
        return new LayerCycles(
                step.index(),
                step.layer(),
                operator,
                Math.addExact(useful, losses.total()),
                work.isMultiplying() ? operations : 0,
                useful,
                losses.toMap(),
                accesses(step),
                Optional.empty());
    }

    private void add(UnitCost cost, OutputGroup group, long times) {
        issueCycles = Math.addExact(issueCycles, Math.multiplyExact(times, cost.issueCycles));
        operations = Math.addExact(operations, Math.multiplyExact(times, cost.operations));
        weightReads = Math.addExact(weightReads, Math.multiplyExact(times, cost.weightReads));
        writeAccesses = Math.addExact(writeAccesses, Math.multiplyExact(times, cost.writeAccesses));
        losses.add(Loss.PADDING, Math.multiplyExact(times, cost.paddingCycles));
        losses.add(Loss.READ_PORT, Math.multiplyExact(times, cost.readPortCycles));
        losses.add(Loss.WEIGHTS, Math.multiplyExact(times, cost.weightCycles));
        for (int i = 0; i < readAccesses.length; i++) {
            readAccesses[i] = Math.addExact(readAccesses[i], Math.multiplyExact(times, cost.readAccesses[i]));
        }
        losses.add(Loss.WRITE_PORT, Math.multiplyExact(times, writeWait(cost)));
        losses.add(Loss.OUTPUT_STAGE, Math.multiplyExact(times, outputWait(cost, group)));
    }

    /** The last group passes the output stage as often as any other. */
    private long drainCycles() {
        return engine.timing().drainCycles()
                + (work.outputPasses() - 1L) * engine.timing().outputCycles();
    }

    /** Cycles that writing adds to a group beside a read port. */
    private static long writeWait(UnitCost cost) {
        return Math.max(0, cost.writeAccesses - cost.frontCycles());
    }

    /** Cycles that a group waits for the output stage. */
    private long outputWait(UnitCost cost, OutputGroup group) {
        long busy =
                Math.multiplyExact((long) engine.timing().outputCycles() * work.outputPasses(), (long) group.parts());
        return Math.max(0, busy - cost.frontCycles() - writeWait(cost));
    }

    /** The first group of a step finds the output stage idle. */
    private void firstGroup(Traversal traversal) {
        boolean isForward = traversal == Traversal.FORWARD;
        ImmutableIntArray row = TapClasses.ofRow(work, isForward ? work.firstRow() : work.endRow() - 1);
        ImmutableIntArray column = TapClasses.ofColumn(work, isForward ? 0 : work.columns() - 1);
        OutputGroup group =
                work.groups().get(lowestFirst(traversal) ? 0 : work.groups().size() - 1);
        UnitCost cost = pricing.price(row, column, group);
        losses.add(Loss.OUTPUT_STAGE, -outputWait(cost, group));
        losses.add(Loss.WRITE_PORT, -writeWait(cost));
    }

    private boolean lowestFirst(Traversal traversal) {
        return traversal == Traversal.FORWARD || machine.groupOrder() == GroupOrder.ASCENDING;
    }

    /** What a step takes longer because reads make way for writes. */
    private void makeWay(Traversal traversal) {
        long bothPorts = Math.addExact(issueCycles, losses.total());
        SinglePort port = new SinglePort(work, pricing, engine.timing());
        losses.add(Loss.WRITE_PORT, port.lastIssue(traversal, lowestFirst(traversal)) - bothPorts);
    }

    /** A line buffer reads every word once beside the work; what takes longer than the work is waited for. */
    private void stream() {
        if (work.isStreamed()) {
            readAccesses[0] = work.streamedAccesses();
            losses.add(Loss.READ_PORT, Math.max(0, readAccesses[0] - issueCycles - losses.total()));
        }
    }

    private PortAccesses accesses(Step step) {
        return new PortAccesses(reads(step), ImmutableMap.of(work.result().name(), writeAccesses), weightReads);
    }

    private ImmutableMap<String, Long> reads(Step step) {
        ImmutableList<TensorUse> inputs = step.operation().operands().stream()
                .filter(TensorUse::isInScratchpad)
                .collect(toImmutableList());
        Map<String, Long> reads = new LinkedHashMap<>();
        if (inputs.size() == readAccesses.length) {
            for (int i = 0; i < readAccesses.length; i++) {
                reads.merge(inputs.get(i).name(), readAccesses[i], Long::sum);
            }
        } else {
            share(inputs, LongStream.of(readAccesses).sum(), reads);
        }
        return ImmutableMap.copyOf(reads);
    }

    /** What lays operands one behind another reads each of them in proportion to its elements. */
    private static void share(ImmutableList<TensorUse> inputs, long accesses, Map<String, Long> reads) {
        long elements = inputs.stream().mapToLong(use -> use.shape().elements()).sum();
        long before = 0;
        for (TensorUse use : inputs) {
            long behind = before + use.shape().elements();
            long part = part(accesses, behind, elements) - part(accesses, before, elements);
            reads.merge(use.name(), part, Long::sum);
            before = behind;
        }
    }

    private static long part(long accesses, long elements, long ofElements) {
        return (long) ((double) accesses * elements / ofElements);
    }
}
