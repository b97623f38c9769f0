package dev.shingle.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 100 B",
        "640, 640 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "163840, 160 KiB",
        "2621440, 2.5 MiB"
    })
    void ticksAreShort(long bytes, String text) {
        assertThat(NumberText.tick(bytes)).isEqualTo(text);
    }

    @Test
    void numbersAreGrouped() {
        assertThat(NumberText.bytes(76_800)).isEqualTo("76,800 B");
        assertThat(NumberText.percent(1 / 3.0)).isEqualTo("33.3 %");
        assertThat(NumberText.shortest(120)).isEqualTo("120");
        assertThat(NumberText.shortest(0.1)).isEqualTo("0.1");
    }

    @Property
    void theShortestIsNear(@ForAll @DoubleRange(min = 0, max = 1e9) double value) {
        assertThat(Double.parseDouble(NumberText.shortest(value))).isCloseTo(value, Offset.offset(5.001e-6));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16, 1", "17, 2", "33, 5", "81, 10", "161, 20", "321, 50", "801, 100"})
    void stepsAreCountedInRoundNumbers(int steps, double interval) {
        assertThat(Axis.ofSteps(steps).interval()).isEqualTo(interval);
    }

    @Property
    void thereIsRoomAboveTheMost(@ForAll @DoubleRange(min = 1, max = 1e12) double most) {
        Axis axis = Axis.ofBytes((long) most);
        assertThat(axis.max()).isGreaterThanOrEqualTo(1.1 * (long) most);
        assertThat(axis.ticks()).isBetween(2, 9);
    }
}
