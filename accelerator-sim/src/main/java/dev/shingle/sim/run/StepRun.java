package dev.shingle.sim.run;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.units.Region;
import dev.shingle.sim.units.UnitListener;
import dev.shingle.sim.units.Units;

/**
 * One step, unit by unit in the machine's order. The kernel itself reads the scratchpad, so that nothing it computes with
 * goes unchecked; a line buffer stands between them where the machine has one for the step.
 *
 * <pre>
 *   direct         scratchpad --reads of the unit, checked--> kernel --writes of the unit--> scratchpad
 *   line buffer    scratchpad --words in order, checked--> line buffer --> kernel ---------> scratchpad
 * </pre>
 */
final class StepRun {

    private final Step step;
    private final Machine machine;
    private final Scratchpad scratchpad;
    private final Ledger ledger;
    private final WordCounts counts = new WordCounts();
    private final ImmutableList<BoundUse> operands;
    private final ImmutableList<BoundUse> results;

    StepRun(
            Step step,
            Machine machine,
            Scratchpad scratchpad,
            Ledger ledger,
            ImmutableList<BoundUse> operands,
            ImmutableList<BoundUse> results) {
        this.step = step;
        this.machine = machine;
        this.scratchpad = scratchpad;
        this.ledger = ledger;
        this.operands = operands;
        this.results = results;
    }

    /** Gives the kernel of the step, which may look at the operands first. */
    @FunctionalInterface
    interface Beginning {

        Kernel begin(Operands operands);
    }

    /**
     * Computes the step's rows. What the kernel looks at first is read by the first unit: checked, and before anything is
     * written.
     */
    void run(Beginning beginning, Pace pace) {
        Operation operation = step.operation();
        ledger.beginStep(
                step.index(),
                ImmutableList.<BoundUse>builder()
                        .addAll(operands)
                        .addAll(results)
                        .build());
        PlacedTensor[] sinks = new PlacedTensor[results.size()];
        for (int i = 0; i < sinks.length; i++) {
            sinks[i] = placed(operation.results().get(i), results.get(i), i);
        }
        if (Units.isBehindLineBuffer(operation, machine)) {
            runLineBuffer(beginning, sinks, pace);
        } else {
            Operands sources = sources();
            runDirect(new FirstUnit(() -> beginning.begin(sources).bind(sources, position -> sinks[position])), pace);
        }
    }

    WordCounts counts() {
        return counts;
    }

    private Operands sources() {
        ElementSource[] sources = new ElementSource[operands.size()];
        for (int i = 0; i < sources.length; i++) {
            TensorUse use = step.operation().operands().get(i);
            if (use.isInScratchpad()) {
                sources[i] = placed(use, operands.get(i), i);
            }
        }
        return position -> sources[position];
    }

    private PlacedTensor placed(TensorUse use, BoundUse bound, int position) {
        WordGuard guard = scratchpad.guard(bound, position, ledger, counts);
        return scratchpad.tensor(use.layoutOn(machine.layout()), use.type(), bound, guard);
    }

    private void runDirect(UnitKernel kernel, Pace pace) {
        boolean isForward = step.traversal() == Traversal.FORWARD;
        Units.forEachRegion(step.operation(), machine, step.traversal(), step.outputRows(), region -> {
            ledger.beginUnit(
                    isForward ? region.firstRow() : region.endRow() - 1,
                    isForward ? region.firstColumn() : region.endColumn() - 1,
                    region.firstChannel());
            kernel.compute(region);
            pace.computed(region);
        });
    }

    private void runLineBuffer(Beginning beginning, PlacedTensor[] sinks, Pace pace) {
        TensorUse use = step.operation().operands().get(0);
        TensorLayout layout = use.layoutOn(machine.layout());
        BoundUse bound = operands.get(0);
        LineBufferMemory stream =
                scratchpad.lineBuffer(layout, use.type(), bound, scratchpad.guard(bound, 0, ledger, counts));
        UnitKernel unit = new FirstUnit(
                () -> beginning.begin(sources()).bind(position -> stream.source(), position -> sinks[position]));
        UnitListener listener = new UnitListener() {
            @Override
            public void beginUnit(int row, int column) {
                ledger.beginUnit(row, column, 0);
            }

            @Override
            public void read(int operand, long firstWord, long endWord) {
                stream.stream(firstWord, endWord);
            }

            @Override
            public void compute(Region region) {
                unit.compute(region);
                pace.computed(region);
            }

            /** The kernel has written already. */
            @Override
            public void write(int result, long firstWord, long endWord) {}
        };
        Units.enumerate(step.operation(), machine, step.traversal(), step.outputRows(), listener);
    }
}
