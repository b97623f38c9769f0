package dev.shingle.api.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shingle.api.variant.BitWidths;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepYamlTest {

    private static final String LEAST = "networks: [camera-face]\nmachines: [byte-pixel]\n";

    @TempDir
    private Path folder;

    @Test
    void whatIsLeftOutStaysAsTheNetworkHasIt() {
        SweepSpec spec = read(LEAST);

        assertThat(spec.resolutions()).containsExactly(Optional.empty());
        assertThat(spec.widths()).containsExactly(Optional.empty());
        assertThat(spec.bits()).containsExactly(Optional.empty());
        assertThat(SweepGrid.of(spec, "v").size()).isEqualTo(1);
    }

    @Test
    void readsEveryKey() {
        SweepSpec spec = read(LEAST + "resolutions: [native, 96x128]\nwidths: [0.50, 2]\nbits: [8, 16x8]\n"
                + "blocks: [iCE40, dp16kd]\nsearchNodes: 100\n");

        assertThat(spec.widths().get(0).orElseThrow()).isEqualTo("0.5");
        assertThat(spec.bits().get(1)).contains(new BitWidths(16, 8));
        assertThat(spec.blocks()).containsExactly(BlockKind.ICE40_EBR, BlockKind.ICE40_SPRAM, BlockKind.DP16KD);
        assertThat(spec.searchNodes()).isEqualTo(100);
        assertThat(SweepGrid.of(spec, "v").size()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "colour: red                | line 1 column 1 | unknown key \"colour\"",
                "resolutions: [96]          | line 3 column 15 (/resolutions/0) | \"96\"",
                "resolutions: [1x70000]     | line 3 column 15 (/resolutions/0) | \"1x70000\"",
                "resolutions: [[1]]         | line 3 column 15 (/resolutions/0) | no text",
                "widths: [0]                | line 3 column 10 (/widths/0) | \"0\"",
                "widths: [1, 0.5, 1]        | line 3 column 18 (/widths/2) | \"1\" again",
                "bits: [8, 7]               | line 3 column 11 (/bits/1) | \"7\"",
                "bits: []                   | line 3 column 1 (/bits) | an array",
                "blocks: [brick]            | line 3 column 10 (/blocks/0) | \"brick\"",
                "searchNodes: -1            | line 3 column 1 (/searchNodes) | -1",
                "widths: {a: 1}             | line 3 column 1 (/widths) | an object",
            })
    void refusesInOneLineWithThePlace(String line, String position, String found) {
        assertThatThrownBy(() -> read(LEAST + line + "\n")).isInstanceOfSatisfying(NetworkFormatException.class, e -> {
            assertThat(e.found()).isEqualTo(found);
            assertThat(e.position()).startsWith(position.substring(0, position.indexOf(" column")));
            assertThat(e.getMessage()).doesNotContain("\n");
        });
    }

    @ParameterizedTest
    @CsvSource({"networks: [nothing.tflite], machines: [byte-pixel]", "networks: [resnet8], machines: [abacus]"})
    void refusesWhatIsNotThere(String networks, String machines) {
        assertThatThrownBy(() -> read(networks + "\n" + machines + "\n"))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("found \"");
    }

    @Test
    void refusesMoreThanAMillionPoints() {
        StringBuilder widths = new StringBuilder("widths: [1");
        for (int i = 2; i <= 900; i++) {
            widths.append(", ").append(i);
        }
        String sizes = widths.toString().replace("widths", "resolutions").replaceAll("(\\d+)", "$1x$1");
        String text = LEAST + widths + "]\n" + sizes + "]\nbits: [4, 8]\n";

        assertThatThrownBy(() -> read(text)).hasMessageContaining("more than 1000000 points");
    }

    @Test
    void theContentsOfFilesCountAndTheirPathsStartAtTheFolder() throws IOException {
        Path net = folder.resolve("net.json");
        Files.writeString(net, "one");
        String text = "networks: [net.json]\nmachines: [byte-pixel]\n";
        String before = SweepGrid.of(read(text), "v").key(0);
        Files.writeString(net, "two");

        assertThat(SweepGrid.of(read(text), "v").key(0)).isNotEqualTo(before);
    }

    @Test
    void anotherVersionHasOtherKeys() {
        SweepSpec spec = read(LEAST);

        assertThat(SweepGrid.of(spec, "1").key(0))
                .isNotEqualTo(SweepGrid.of(spec, "2").key(0));
        assertThat(SweepGrid.of(spec, "1").key(0))
                .isEqualTo(SweepGrid.of(read(LEAST), "1").key(0));
    }

    private SweepSpec read(String text) {
        return SweepYaml.read("sweep.yaml", text, folder);
    }
}
