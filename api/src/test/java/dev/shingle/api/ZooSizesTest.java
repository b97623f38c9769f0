package dev.shingle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Machines;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.networks.zoo.ZooEntry;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What networks of the zoo need, against figures of others. */
class ZooSizesTest {

    /**
     * Peaks without overlap and the widest pair, as counted by others in files of the same networks with the same fusions;
     * bytes of float files by four.
     */
    @ParameterizedTest
    @CsvSource({
        "resnet8,                                                 49152,     49152",
        "ds-cnn,                                                  16000,     16000",
        "'mobilenet-v1:0.25,128x128x3,classes=1001',              98304,     98304",
        "'mobilenet-v1:0.25,96x96x1,classes=2',                   55296,     55296",
        "'mobilenet-v1:0.25,96x96x3,classes=2',                   55296,     55296",
        "mcunet-vww,                                              96000,     96000",
        "ultraface-rfb,                                          921600,    921600",
        "'edsr:540x960x3,blocks=5,channels=32,tail=direct',    66355200,  49766400",
    })
    void withoutOverlap(String spec, long peakBytes, long widestPairBytes) {
        Sizing sizing = size(spec);
        assertThat(sizing.disjointLowerBoundBytes()).isEqualTo(peakBytes);
        assertThat(sizing.pingPongWidestPairBytes()).isEqualTo(widestPairBytes);
    }

    /**
     * MCUNet for 320 KB with the additions left out: 309,760 bytes disjoint, 186,936 overlapped. The same numbers come out
     * of the two layers that need most: 80 channels of 44x44 twice, and 24 channels of 88x88 under a 7x7 window.
     */
    @ParameterizedTest
    @CsvSource({
        "mcunet-320kb:residual=false,                              309760, 186936",
        "'inverted-bottleneck:44x44x16,expanded=80,residual=false', 309760, 158480",
        "'inverted-bottleneck:88x88x8,expanded=24,kernel=7,stride=2', 247808, 186936",
    })
    void microcontrollers(String spec, long widestPairBytes, long plannedBytes) {
        Sizing sizing = size(spec);
        assertThat(sizing.pingPongWidestPairBytes()).isEqualTo(widestPairBytes);
        assertThat(sizing.plannedPeakBytes()).isEqualTo(plannedBytes);
        assertThat(sizing.optimal()).isTrue();
    }

    static Stream<String> names() {
        return Zoo.entries().stream().map(ZooEntry::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNetworkIsPlannedAtItsBound(String name) {
        Sizing sizing = size(name);
        assertThat(sizing.optimal()).isTrue();
        assertThat(sizing.plannedPeakBytes())
                .isLessThan(sizing.disjointLowerBoundBytes())
                .isGreaterThanOrEqualTo(sizing.disjointLowerBoundBytes() / 2);
    }

    private static Sizing size(String spec) {
        return Shingle.size(Shingle.load(spec), Machines.preset("byte-pixel").orElseThrow());
    }
}
