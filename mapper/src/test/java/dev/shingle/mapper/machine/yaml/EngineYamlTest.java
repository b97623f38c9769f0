package dev.shingle.mapper.machine.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.EngineTiming;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.WeightMemory;
import dev.shingle.networks.NetworkFormatException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code engine} of a machine file. */
class EngineYamlTest {

    @Property(tries = 300)
    void everyEngineSurvivesTheRoundTrip(@ForAll("engines") Engine engine) {
        Machine machine = Machines.standard().withEngine(Optional.of(engine));
        assertThat(MachineYaml.read("random", MachineYaml.write(machine))).isEqualTo(machine);
    }

    @Test
    void aMachineWithoutEngineIsWrittenAsItEverWas() {
        assertThat(MachineYaml.write(Machines.standard())).doesNotContain("engine");
        Machine reference = Machines.preset("reference-p4").orElseThrow();
        String bare = MachineYaml.write(reference.withEngine(Optional.empty()));
        assertThat(MachineYaml.write(reference)).startsWith(bare);
        assertThat(MachineYaml.read("bare", bare).engine()).isEmpty();
    }

    @Test
    void whatIsLeftOutIsAsInTheReferenceAccelerator() {
        Engine read = engine("engine: {inputLanes: 4, outputLanes: 8}");
        assertThat(read.timing()).isEqualTo(EngineTiming.ofReference(8));
        assertThat(read.timing().drainCycles()).isEqualTo(8 + 15);
        assertThat(read.ports()).isEqualTo(Engine.Ports.ONE_READ_ONE_WRITE);
        assertThat(read.weights()).isEqualTo(WeightMemory.UNLIMITED);
        assertThat(read.clockMegahertz()).isEmpty();
        assertThat(read.portWords()).as("byte words, 8 lanes").isEqualTo(8);
        assertThat(engine("engine: {inputLanes: 4, outputLanes: 8, outputCycles: 1}")
                        .timing())
                .isEqualTo(new EngineTiming(33, 2, 20, 1, 1));
    }

    @Test
    void theReferencePresetsHaveTheEngineOfTheirLanes() {
        Engine engine = Machines.preset("reference-p8").flatMap(Machine::engine).orElseThrow();
        assertThat(engine.macsPerCycle()).isEqualTo(64);
        assertThat(engine.timing().drainCycles()).isEqualTo(8 + 15);
        assertThat(engine.portWords()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{inputLanes: 4}                                        | (/engine)                          | outputLanes",
                "{inputLanes: 0, outputLanes: 4}                        | (/engine/inputLanes)               | 1 to 4096",
                "{inputLanes: 4, outputLanes: 4, lanes: 3}              | (/engine)                          | only inputLanes",
                "{inputLanes: 4, outputLanes: 4, ports: 2rw}            | (/engine/ports)                    | 1r1w, 1rw or two",
                "{inputLanes: 4, outputLanes: 4, dataflow: row}         | (/engine/dataflow)                 | weight-stationary",
                "{inputLanes: 4, outputLanes: 4, loopOrder: any}        | (/engine/loopOrder)                | group-window",
                "{inputLanes: 4, outputLanes: 4, outputCycles: 0}       | (/engine/outputCycles)             | from 1",
                "{inputLanes: 4, outputLanes: 4, clockMHz: 0}           | (/engine/clockMHz)                 | above 0",
                "{inputLanes: 4, outputLanes: 4, clockMHz: fast}        | (/engine/clockMHz)                 | number",
                "{inputLanes: 4, outputLanes: 4, technologyNm: 1.5}     | (/engine/technologyNm)             | integer",
                "{inputLanes: 4, outputLanes: 4, weightMemory: {a: 1}}  | (/engine/weightMemory)             | only sizeBytes",
                "{inputLanes: 4, outputLanes: 4, skipsPadding: 1}       | (/engine/skipsPadding)             | true or false",
                "8x8                                                    | (/engine)                          | an object",
            })
    void refusesWithPosition(String section, String position, String expected) {
        assertThatThrownBy(() -> engine("engine: " + section))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining(position)
                .hasMessageContaining(expected)
                .message()
                .doesNotContain("\n");
    }

    private static Engine engine(String section) {
        return MachineYaml.read("m.yaml", MachineYaml.write(Machines.standard()) + section + "\n")
                .engine()
                .orElseThrow();
    }

    @Provide
    Arbitrary<Engine> engines() {
        Arbitrary<Integer> cycles = Arbitraries.integers().between(0, 100);
        Arbitrary<EngineTiming> timings = Combinators.combine(
                        cycles, cycles, cycles, cycles, Arbitraries.integers().between(1, 50))
                .as(EngineTiming::new);
        Arbitrary<WeightMemory> weights = Combinators.combine(
                        Arbitraries.longs().between(0, 1L << 40).optional(),
                        Arbitraries.integers().between(1, 4096).optional())
                .as((size, rate) -> new WeightMemory(
                        size.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        rate.map(OptionalInt::of).orElse(OptionalInt.empty())));
        Arbitrary<Integer> lanes = Arbitraries.integers().between(1, Engine.MAX_LANES);
        return Combinators.combine(
                        lanes,
                        lanes,
                        Arbitraries.of(Engine.Dataflow.values()),
                        Arbitraries.of(Engine.LoopOrder.values()),
                        Arbitraries.of(Engine.Ports.values()),
                        timings,
                        weights,
                        Arbitraries.integers().between(1, 200))
                .as((in, out, dataflow, order, ports, timing, memory, any) -> new Engine(
                        in,
                        out,
                        dataflow,
                        order,
                        ports,
                        any,
                        timing,
                        any % 2 == 0,
                        memory,
                        any % 3 == 0 ? OptionalDouble.empty() : OptionalDouble.of(any / 8.0),
                        any % 5 == 0 ? OptionalInt.empty() : OptionalInt.of(any)));
    }
}
