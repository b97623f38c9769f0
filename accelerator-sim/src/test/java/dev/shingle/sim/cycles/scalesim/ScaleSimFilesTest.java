package dev.shingle.sim.cycles.scalesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shingle.mapper.machine.Engine.Dataflow;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.sim.cycles.Gemm;
import dev.shingle.sim.cycles.SystolicArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleSimFilesTest {

    private static final String HEADER = "Layer name, IFMAP Height, ...,\n";

    @Test
    void blanksEmptyLinesAndFurtherColumnsAreAllowed() {
        assertThat(ScaleSimTopology.read("t", HEADER + "\n,,,,\nc1 , 8,\t9,3 ,2,4 ,16, 2,,,x\r\n"))
                .containsExactly(new ScaleSimLayer("c1", 8, 9, 3, 2, 4, 16, 2));
        assertThat(ScaleSimTopology.read("t", "")).isEmpty();
    }

    @Test
    void outputsAreCountedUpToTheLastThatBegins() {
        assertThat(new ScaleSimLayer("even", 8, 8, 2, 2, 4, 16, 2).gemm()).isEqualTo(Gemm.of(16, 16, 16));
        assertThat(new ScaleSimLayer("odd", 8, 8, 3, 3, 4, 16, 2).gemm())
                .as("ceil((8 - 3 + 2) / 2) = 4")
                .isEqualTo(Gemm.of(16, 36, 16));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1,2,3,4          | 5 columns",
                "a,8,8,3,3,x,1,1    | channels \"x\"",
                "a,8,8,3,3,0,1,1    | channels \"0\"",
                "a,8,8,3,3,1,1,-1   | stride \"-1\"",
                "a,2,8,3,3,1,1,1    | filter of 3x3 on an input of 2x8",
                "a,8,8,3,3,1,99999999999,1 | filters",
            })
    void refusesWithLine(String line, String found) {
        assertThatThrownBy(() -> ScaleSimTopology.read("t.csv", HEADER + line))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageStartingWith("t.csv: line 2")
                .hasMessageContaining(found);
    }

    @Test
    void aConfigurationNeedsThreeKeys() {
        String text =
                "[general]\nDataflow: is\n[architecture_presets]\nArrayHeight = 3\nArrayWidth : 4\ndataflow: ws\n";
        assertThat(ScaleSimConfig.read("c", text)).isEqualTo(new SystolicArray(3, 4, Dataflow.WEIGHT_STATIONARY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ArrayHeight: 3\nArrayWidth: 4\nDataflow: ws",
                "[architecture_presets]\nArrayHeight: 3\nArrayWidth: 4\nDataflow: is",
                "[architecture_presets]\nArrayHeight: 0\nArrayWidth: 4\nDataflow: os",
                "[architecture_presets]\nArrayHeight: three\nArrayWidth: 4\nDataflow: os",
            })
    void otherConfigurationsAreRefused(String text) {
        assertThatThrownBy(() -> ScaleSimConfig.read("c.cfg", text))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageStartingWith("c.cfg: line ");
    }
}
