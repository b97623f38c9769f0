package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.networks.tflite.TfliteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks on the RTL, layer by layer, against what TensorFlow Lite computed. */
class RealModelsTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");
    private static final Pattern LINE = Pattern.compile("(-?\\d+),(\\d+),\"(.*)\",(\\w+),\"\\[(.*)]\",.*");

    @BeforeEach
    void modelsAreThere() {
        assumeTrue(Files.isDirectory(MODELS.resolve("golden")), "no shared models at " + MODELS);
    }

    @ParameterizedTest
    @CsvSource({
        "person_detect, 8",
        "person_detect, 4",
        "ssd_slim_120x160x1_v1_int8, 8",
        "ic_resnet8_int8, 8",
        "ic_resnet8_int8, 4",
    })
    void everyLayerIsThatOfTheInterpreter(String model, int lanes) throws IOException {
        Network network = HostTail.of(Simplifier.standard()
                        .simplify(TfliteReader.read(MODELS.resolve("tflite/" + model + ".tflite")))
                        .network())
                .accelerated();
        Machine machine = Machines.preset("reference-p" + lanes).orElseThrow();
        PlanningResult planned = new NetworkPlanner(new OverlapPlanner())
                .plan(Schedule.of(network, machine), PlanningOptions.defaults());
        MemoryPlan plan = ((PlanningResult.Planned) planned).plan();
        ProgramResult result = Compiler.compile(network, plan, Accelerator.ofLanes(lanes));
        assertThat(result).isInstanceOf(ProgramResult.Compiled.class);
        Program program = ((ProgramResult.Compiled) result).program();
        FeatureMap input = network.inputs().get(0);
        RtlRun run = RtlRun.of(program, ImmutableMap.of(input.name(), TensorData.fill(input.shape(), input.type())));
        Map<String, Path> golden = golden(model);
        long cycles = 0;
        for (Descriptor descriptor : program.descriptors()) {
            Layer layer = network.layers().stream()
                    .filter(candidate -> candidate.name().equals(descriptor.layer()))
                    .findFirst()
                    .orElseThrow();
            FeatureMap map = layer.ofm();
            TensorData found = run.result(descriptor.step(), map.shape());
            byte[] expected = Files.readAllBytes(golden.get(map.name()));
            assertThat(found).as(layer.name()).isEqualTo(TensorData.wrap(map.shape(), map.type(), expected));
            cycles += run.cycles().get(descriptor.step());
        }
        System.out.printf("%s, P = %d: %d words, %d cycles%n", model, lanes, plan.peakWords(), cycles);
        assertThat(run.violations()).isEmpty();
        assertThat(run.cycles()).isEqualTo(program.cycles());
    }

    private static Map<String, Path> golden(String model) throws IOException {
        Path directory = MODELS.resolve("golden/layers").resolve(model);
        Map<String, Path> files = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve("layers.csv"), StandardCharsets.UTF_8)) {
            Matcher match = LINE.matcher(line);
            if (match.matches()) {
                files.put(match.group(3), directory.resolve("t" + match.group(2) + ".bin"));
            }
        }
        return files;
    }
}
