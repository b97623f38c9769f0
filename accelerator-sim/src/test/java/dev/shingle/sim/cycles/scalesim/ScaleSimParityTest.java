package dev.shingle.sim.cycles.scalesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Engine.Dataflow;
import dev.shingle.sim.cycles.Gemm;
import dev.shingle.sim.cycles.SystolicArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SCALE-Sim v2 printed, against the closed form on its own topology files. */
class ScaleSimParityTest {

    private static final Path CYCLES = Path.of("..", "..", "shared", "peers", "cycles");
    private static final Path TOPOLOGIES = CYCLES.resolve("topologies");

    @BeforeEach
    void areThere() {
        assumeTrue(Files.isDirectory(TOPOLOGIES), "../shared/peers/cycles is not there");
    }

    @Test
    void everyRowIsEqual() throws IOException {
        List<String> lines = Files.readAllLines(CYCLES.resolve("scalesim_v2_layers.csv"));
        List<String> header = Splitter.on(',').splitToList(lines.get(0));
        Map<String, ImmutableList<ScaleSimLayer>> topologies = new HashMap<>();
        int equal = 0;
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Splitter.on(',').splitToList(line);
            String topology = cells.get(header.indexOf("topology"));
            if (!topologies.containsKey(topology)) {
                topologies.put(topology, ScaleSimTopology.read(TOPOLOGIES.resolve(topology + ".csv")));
            }
            int index = Integer.parseInt(cells.get(header.indexOf("layer_id")));
            ScaleSimLayer layer = topologies.get(topology).get(index);
            assertThat(layer.name()).isEqualTo(cells.get(header.indexOf("layer")));
            boolean isOutput = cells.get(header.indexOf("dataflow")).equals("os");
            SystolicArray array = new SystolicArray(
                    Integer.parseInt(cells.get(header.indexOf("R"))),
                    Integer.parseInt(cells.get(header.indexOf("C"))),
                    isOutput ? Dataflow.OUTPUT_STATIONARY : Dataflow.WEIGHT_STATIONARY);
            Gemm gemm = layer.gemm();
            assertThat(gemm.macs()).as(line).isEqualTo(Long.parseLong(cells.get(header.indexOf("macs"))));
            assertThat(array.scaleSimCycles(gemm))
                    .as(line)
                    .isEqualTo(Long.parseLong(cells.get(header.indexOf("total_cycles"))));
            equal++;
        }
        System.out.printf(Locale.ROOT, "scalesim-v2: %d of %d rows equal%n", equal, lines.size() - 1);
        assertThat(equal).isEqualTo(372);
    }

    @Test
    void everyTopologyIsRead() throws IOException {
        int layers = 0;
        try (var files = Files.newDirectoryStream(TOPOLOGIES, "*.csv")) {
            for (Path file : files) {
                layers += ScaleSimTopology.read(file).size();
            }
        }
        assertThat(layers).isGreaterThan(120);
        assertThat(ScaleSimTopology.read(TOPOLOGIES.resolve("Resnet50.csv"))).hasSizeGreaterThan(50);
    }

    @Test
    void everyConfigurationIsRead() throws IOException {
        assertThat(ScaleSimConfig.read(TOPOLOGIES.resolve("scale.cfg")))
                .isEqualTo(new SystolicArray(32, 32, Dataflow.OUTPUT_STATIONARY));
        assertThat(ScaleSimConfig.read(TOPOLOGIES.resolve("eyeriss.cfg")))
                .isEqualTo(new SystolicArray(12, 14, Dataflow.WEIGHT_STATIONARY));
        assertThat(ScaleSimConfig.read(TOPOLOGIES.resolve("google.cfg")))
                .isEqualTo(new SystolicArray(256, 256, Dataflow.WEIGHT_STATIONARY));
    }
}
