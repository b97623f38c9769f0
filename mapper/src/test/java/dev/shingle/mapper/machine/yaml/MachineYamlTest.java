package dev.shingle.mapper.machine.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.networks.NetworkFormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineYamlTest {

    @Test
    void everyPresetSurvivesTheRoundTrip() {
        for (Machine machine : Machines.all()) {
            assertThat(MachineYaml.read("preset", MachineYaml.write(machine))).isEqualTo(machine);
        }
    }

    @Property(tries = 300)
    void everyMachineSurvivesTheRoundTrip(@ForAll("machines") Machine machine) {
        assertThat(MachineYaml.read("random", MachineYaml.write(machine))).isEqualTo(machine);
    }

    @Test
    void separatorsOfLinesSurviveInNames() {
        for (String name : List.of("\u0085", "a\u2028b", "\u2029", "a\u0085b: c")) {
            Machine standard = Machines.standard();
            Machine odd = new Machine(
                    name,
                    standard.source(),
                    standard.layout(),
                    standard.writeGranularity(),
                    standard.lineBufferRows(),
                    standard.groupOrder(),
                    standard.traversals(),
                    standard.addressing(),
                    standard.alignmentWords(),
                    standard.capacityBytes());
            assertThat(MachineYaml.read("odd", MachineYaml.write(odd))).isEqualTo(odd);
        }
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefusedInOneLine(@ForAll @StringLength(max = 60) String text) {
        assertThatThrownBy(() -> MachineYaml.read("any", text))
                .isInstanceOf(NetworkFormatException.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void isReadableText() {
        assertThat(MachineYaml.write(Machines.preset("reference-p4").orElseThrow()))
                .isEqualTo("""
                        name: reference-p4
                        source: "The project's reference accelerator with 4 lanes: a word holds 4 int8 channels, written at once."
                        wordBits: 32
                        channelPadding: 4
                        denseFrames: true
                        write:
                          unit: group
                          channels: 4
                        lineBufferRows: 0
                        reverseGroupOrder: descending
                        traversals:
                        - forward
                        - reverse
                        addressing: linear
                        alignmentWords: 1
                        engine:
                          inputLanes: 4
                          outputLanes: 4
                          dataflow: output-stationary
                          loopOrder: group-window
                          ports: 1r1w
                          portWords: 1
                          setupCycles: 33
                          readCycles: 2
                          pipelineCycles: 16
                          writeCycles: 1
                          outputCycles: 8
                          skipsPadding: false
                          clockMHz: 100.0
                          technologyNm: 22
                        """);
    }

    @Test
    void readsFiles(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("machine.yaml");
        Files.writeString(file, MachineYaml.write(Machines.standard()), StandardCharsets.UTF_8);
        assertThat(MachineYaml.read(file)).isEqualTo(Machines.standard());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, 0x28});
        assertThatThrownBy(() -> MachineYaml.read(file)).isInstanceOf(NetworkFormatException.class);
        Files.write(file, new byte[1 << 17]);
        assertThatThrownBy(() -> MachineYaml.read(file)).hasMessageContaining("more than 65536 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wordBits: 8           | wordBits: 0              | line 3 column 1 (/wordBits) | 1 to 4096",
                "wordBits: 8           | wordBits: 99999999999999 | line 3 column 1 (/wordBits) | 1 to 4096",
                "wordBits: 8           | wordBits: eight          | line 3 column 1 (/wordBits) | 1 to 4096",
                "wordBits: 8           | wordBitz: 8              | line 1 column 1             | wordBits",
                "wordBits: 8           | 'wordBits: 8\nhue: red'  | line 1 column 1             | only name",
                "wordBits: 8           | 'wordBits: 8\nname: x'   | line 4 column               | Duplicate field 'name'",
                "addressing: linear    | addressing: bent         | (/addressing)               | linear or circular",
                "unit: pixel           | unit: voxel              | (/write/unit)               | one of group",
                "unit: pixel           | unit: group              | (/write)                    | channels",
                "- reverse             | - sideways               | (/traversals/1)             | forward or reverse",
                "- reverse             | - forward                | (/traversals)               | each once",
                "denseFrames: false    | denseFrames: 0           | (/denseFrames)              | true or false",
            })
    void refusesWithPosition(String line, String instead, String position, String expected) {
        String text = MachineYaml.write(Machines.standard());
        assertThat(text).contains(line);
        assertThatThrownBy(() -> MachineYaml.read("m.yaml", text.replace(line, instead)))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageStartingWith("m.yaml: ")
                .hasMessageContaining(position)
                .hasMessageContaining(expected)
                .message()
                .doesNotContain("\n");
    }

    @Provide
    Arbitrary<Machine> machines() {
        Arbitrary<WriteGranularity> granularities = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 64).map(WriteGranularity.Group::new),
                Arbitraries.of(new WriteGranularity.Pixel(), new WriteGranularity.Row(), new WriteGranularity.Tensor()),
                Arbitraries.integers().between(1, 64).map(rows -> new WriteGranularity.Tile(rows, 65 - rows)));
        Arbitrary<Layout> layouts = Combinators.combine(
                        Arbitraries.integers().between(1, 4096),
                        Arbitraries.integers().between(1, 4096),
                        Arbitraries.of(true, false))
                .as(Layout::new);
        Arbitrary<ImmutableSet<Traversal>> traversals =
                Arbitraries.of(Traversal.values()).set().ofMinSize(1).map(ImmutableSet::copyOf);
        Arbitrary<OptionalLong> capacities = Arbitraries.longs()
                .between(0, 1L << 40)
                .map(OptionalLong::of)
                .injectNull(0.3)
                .map(capacity -> capacity == null ? OptionalLong.empty() : capacity);
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(30).filter(MachineYamlTest::isPrintable);
        return Combinators.combine(
                        texts,
                        layouts,
                        granularities,
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.of(GroupOrder.values()),
                        traversals,
                        Arbitraries.of(Addressing.values()),
                        capacities)
                .as((text, layout, granularity, rows, order, directions, addressing, capacity) -> new Machine(
                        text,
                        "from " + text,
                        layout,
                        granularity,
                        rows,
                        order,
                        directions,
                        addressing,
                        rows + 1,
                        capacity));
    }

    private static boolean isPrintable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
