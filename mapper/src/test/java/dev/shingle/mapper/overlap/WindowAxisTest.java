package dev.shingle.mapper.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The formulas of windows against visiting every tap. */
class WindowAxisTest {

    @Test
    void aLaterDilatedWindowMayReadLower() {
        // taps at -1, 1, 3, then 0, 2, 4
        WindowAxis axis = new WindowAxis(6, 2, 3, 1, 2, 1, 10);
        assertThat(axis.low(0)).isEqualTo(10);
        assertThat(axis.low(1)).isZero();
        assertThat(axis.lowest()).isZero();
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void isWhatItsTapsSay(@ForAll long seed) {
        Random random = new Random(seed);
        WindowAxis axis = new WindowAxis(
                1 + random.nextInt(8),
                1 + random.nextInt(6),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                random.nextInt(8) - 2,
                1 + random.nextInt(20));
        long lowest = Axis.NOTHING;
        for (int t = 0; t < axis.outputs(); t++) {
            List<Integer> read = taps(axis, t);
            assertThat(axis.reads(t)).as("%s at %s", axis, t).isEqualTo(!read.isEmpty());
            if (!read.isEmpty()) {
                long low = read.get(0) * axis.stepBits();
                assertThat(axis.low(t)).as("%s at %s", axis, t).isEqualTo(low);
                assertThat(axis.high(t)).as("%s at %s", axis, t).isEqualTo(read.get(read.size() - 1) * axis.stepBits());
                lowest = Math.min(lowest, low);
            }
        }
        assertThat(axis.lowest()).as("%s", axis).isEqualTo(lowest);
        long writtenBits = 1 + random.nextInt(60);
        for (int from = 0; from < 3; from++) {
            assertThat(axis.peak(writtenBits, from))
                    .as("%s from %s", axis, from)
                    .isEqualTo(peak(axis, writtenBits, from));
        }
    }

    private static long peak(WindowAxis axis, long writtenBits, int from) {
        long peak = WindowAxis.NONE;
        for (int t = from; t < axis.outputs(); t++) {
            List<Integer> read = taps(axis, t);
            if (!read.isEmpty()) {
                peak = Math.max(peak, t * writtenBits - read.get(0) * axis.stepBits());
            }
        }
        return peak;
    }

    private static List<Integer> taps(WindowAxis axis, int t) {
        List<Integer> read = new ArrayList<>();
        for (int i = 0; i < axis.kernel(); i++) {
            int input = t * axis.stride() - axis.padding() + i * axis.dilation();
            if (input >= 0 && input < axis.inputs()) {
                read.add(input);
            }
        }
        return read;
    }
}
