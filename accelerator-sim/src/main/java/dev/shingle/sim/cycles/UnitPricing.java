package dev.shingle.sim.cycles;

import com.google.common.math.LongMath;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Engine;
import java.math.RoundingMode;

/**
 * The cost of one output group of one pixel (docs/simulator.md, equations 7 and 8). A fetch that serves k issues takes
 *
 * <pre>
 *   max( k * w, a )        w: cycles until the weights of an issue are there      a: accesses of the read port
 * </pre>
 *
 * of which k are the array's, and the others are waits: for the read port up to a, for weights beyond.
 */
final class UnitPricing {

    private final StepWork work;
    private final boolean skipsPadding;
    private final long weightInterval;

    UnitPricing(StepWork work, Engine engine) {
        this.work = work;
        this.skipsPadding = engine.skipsPadding();
        this.weightInterval = engine.weights().bytesPerCycle().isPresent() && work.isMultiplying()
                ? LongMath.divide(
                        work.weightBytesPerIssue(),
                        engine.weights().bytesPerCycle().getAsInt(),
                        RoundingMode.CEILING)
                : 1;
    }

    /** Of a group, in a class of rows and one of columns. */
    UnitCost price(ImmutableIntArray rows, ImmutableIntArray columns, OutputGroup group) {
        UnitCost cost = new UnitCost(work.operands().size());
        int firstRowTap = 0;
        int firstColumnTap = 0;
        for (int i = 0; i < work.operands().size(); i++) {
            OperandReads operand = work.operands().get(i);
            Fetches fetches = new Fetches(i, group);
            int endRowTap = firstRowTap + operand.rows().taps();
            int endColumnTap = firstColumnTap + operand.columns().taps();
            for (int row = firstRowTap; row < endRowTap; row++) {
                for (int column = firstColumnTap; column < endColumnTap; column++) {
                    fetches.addTap(rows.get(row), columns.get(column), cost);
                }
            }
            firstRowTap = endRowTap;
            firstColumnTap = endColumnTap;
        }
        int residue = (rows.get(firstRowTap) + columns.get(firstColumnTap))
                % work.result().period();
        cost.writeAccesses = work.result().writeAccesses(residue, group.firstChannel(), group.endChannel());
        return cost;
    }

    /** All fetches of one operand for one pixel under a tap, by where in a word the pixel begins. */
    private final class Fetches {

        private final int operand;
        private final OutputGroup group;
        private final TensorPort port;
        private final UnitCost[] byResidue;

        Fetches(int operand, OutputGroup group) {
            this.operand = operand;
            this.group = group;
            this.port = work.operands().get(operand).port();
            this.byResidue = new UnitCost[port.period()];
        }

        void addTap(int rowResidue, int columnResidue, UnitCost sum) {
            boolean isOutside = rowResidue == AxisTaps.OUTSIDE || columnResidue == AxisTaps.OUTSIDE;
            UnitCost tap = ofResidue(isOutside ? 0 : (rowResidue + columnResidue) % port.period());
            if (!isOutside) {
                sum.issueCycles += tap.issueCycles;
                sum.readPortCycles += tap.readPortCycles;
                sum.weightCycles += tap.weightCycles;
                sum.operations += tap.operations;
                sum.weightReads += tap.weightReads;
                sum.readAccesses[operand] += tap.readAccesses[operand];
            } else if (!skipsPadding) {
                sum.paddingCycles += tap.issueCycles;
                sum.weightCycles += tap.issueCycles * (weightInterval - 1);
                sum.weightReads += tap.weightReads;
            }
        }

        private UnitCost ofResidue(int residue) {
            UnitCost known = byResidue[residue];
            if (known == null) {
                known = price(residue);
                byResidue[residue] = known;
            }
            return known;
        }

        private UnitCost price(int residue) {
            UnitCost sum = new UnitCost(work.operands().size());
            for (ReadRun run : group.reads().get(operand)) {
                long accesses = port.accesses(residue, run.firstChannel(), run.endChannel());
                long readWait = work.isStreamed() ? 0 : Math.max(0, accesses - run.issues());
                sum.issueCycles += run.issues();
                sum.readPortCycles += readWait;
                sum.weightCycles += Math.max(0, run.issues() * (weightInterval - 1) - readWait);
                sum.operations += work.isMultiplying() ? run.macs() : run.channels();
                sum.weightReads += work.isMultiplying() ? run.issues() : 0;
                sum.readAccesses[operand] += work.isStreamed() ? 0 : accesses;
            }
            return sum;
        }
    }
}
