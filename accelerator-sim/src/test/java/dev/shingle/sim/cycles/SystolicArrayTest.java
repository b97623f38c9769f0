package dev.shingle.sim.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Engine.Dataflow;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SystolicArrayTest {

    private static final SystolicArray OS = new SystolicArray(2, 3, Dataflow.OUTPUT_STATIONARY);
    private static final SystolicArray WS = new SystolicArray(2, 3, Dataflow.WEIGHT_STATIONARY);

    /** 5 pixels, 7 elements, 4 filters: 3 x 2 output tiles; 4 x 2 weight tiles. */
    private static final Gemm SMALL = Gemm.of(5, 7, 4);

    @Test
    void byHand() {
        assertThat(OS.folds(SMALL)).isEqualTo(6);
        assertThat(OS.scaleSimCycles(SMALL)).isEqualTo(6 * (2 + 3 + 7 - 2) - 1);
        assertThat(OS.serialCycles(SMALL)).isEqualTo(6 * (4 + 3 + 7 - 3));
        assertThat(OS.pipelinedCycles(SMALL)).isEqualTo(5 * 7 + 11);
        assertThat(WS.folds(SMALL)).isEqualTo(8);
        assertThat(WS.scaleSimCycles(SMALL)).isEqualTo(8 * (4 + 3 + 5 - 2) - 1);
        assertThat(WS.serialCycles(SMALL)).isEqualTo(8 * (4 + 3 + 5 - 2));
        assertThat(WS.pipelinedCycles(SMALL)).isEqualTo(7 * 5 + 10);
        assertThat(new SystolicArray(9, 3, Dataflow.OUTPUT_STATIONARY).pipelinedCycles(Gemm.of(18, 7, 3)))
                .as("two folds, the second waits until nine rows have passed")
                .isEqualTo(9 + 18 + 3 + 7 - 3);
    }

    @Test
    void serialIsTheRowsThatScaleSimLeavesOut() {
        assertThat(OS.serialCycles(SMALL) - (OS.scaleSimCycles(SMALL) + 1)).isEqualTo(6 * (2 - 1));
        assertThat(WS.serialCycles(SMALL) - (WS.scaleSimCycles(SMALL) + 1)).isZero();
    }

    /** Operand i of row r enters row r at edge i + r and column c at edge i + r + c; results then leave through the rows. */
    @Property(tries = 300)
    void anOutputStationaryFoldByItsEdges(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll @IntRange(min = 1, max = 20) int window) {
        int last = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int multiplied = window - 1 + r + c;
                last = Math.max(last, multiplied);
            }
        }
        int drained = last + (rows - 1);
        SystolicArray array = new SystolicArray(rows, columns, Dataflow.OUTPUT_STATIONARY);
        assertThat(array.foldCycles(Gemm.of(rows, window, columns))).isEqualTo(drained + 1);
    }

    @Property(tries = 500)
    void overlapNeverCostsAndNeverBeatsTheArray(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll @IntRange(min = 1, max = 300) int pixels,
            @ForAll @IntRange(min = 1, max = 300) int window,
            @ForAll @IntRange(min = 1, max = 100) int filters,
            @ForAll Dataflow dataflow) {
        SystolicArray array = new SystolicArray(rows, columns, dataflow);
        Gemm gemm = new Gemm(pixels, window, filters, 1 + pixels % 3);
        assertThat(array.pipelinedCycles(gemm)).isLessThanOrEqualTo(array.serialCycles(gemm));
        assertThat(array.pipelinedCycles(gemm) * rows * columns).isGreaterThanOrEqualTo(gemm.macs());
    }
}
