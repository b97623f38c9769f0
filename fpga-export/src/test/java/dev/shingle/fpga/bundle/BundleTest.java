package dev.shingle.fpga.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Parts;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.format.MemoryFormat;
import dev.shingle.fpga.memory.format.MemoryFormats;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.json.PlanJson;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Network;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

    private static final Network NETWORK = Zoo.build("dncnn:input=12x10x1,depth=3,channels=5");
    private static final MemoryPlan PLAN = plan();
    private static final Program PROGRAM =
            ((ProgramResult.Compiled) Compiler.compile(NETWORK, PLAN, Accelerator.ofLanes(4))).program();

    @Test
    void thePlanIsTheMappersByteForByte() throws IOException {
        assertThat(text(files("mem"), "plan.json")).isEqualTo(PlanJson.write(PLAN));
        assertThat(files("mem").keySet())
                .containsExactly(
                        "bias.mem",
                        "descriptors.mem",
                        "manifest.json",
                        "offsets.yaml",
                        "plan.h",
                        "plan.json",
                        "plan.map",
                        "plan.vh",
                        "plan_pkg.sv",
                        "requant.mem",
                        "scratchpad.mem",
                        "weights.mem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "coe", "mif", "ihex", "lattice", "gowin", "textio", "bin", "c"})
    void memoryFilesHoldTheProgram(String name) throws IOException {
        MemoryFormat format = MemoryFormats.byName(name).orElseThrow();
        ImmutableSortedMap<String, ByteSource> files = files(name);
        assertThat(read(format, files, "weights", PROGRAM.weights())).isEqualTo(PROGRAM.weights());
        assertThat(read(format, files, "bias", PROGRAM.biases())).isEqualTo(PROGRAM.biases());
        assertThat(read(format, files, "requant", PROGRAM.requant())).isEqualTo(PROGRAM.requant());
        assertThat(read(format, files, "descriptors", PROGRAM.descriptorImage()))
                .isEqualTo(PROGRAM.descriptorImage());
    }

    private static MemoryImage read(
            MemoryFormat format, ImmutableSortedMap<String, ByteSource> files, String name, MemoryImage like)
            throws IOException {
        return format.read(name, files.get(name + "." + format.ending()).read(), like.layout());
    }

    @Test
    void theManifestListsEveryOtherFileWithItsHash() throws IOException {
        ImmutableSortedMap<String, ByteSource> files = files("mem");
        JsonNode manifest = new ObjectMapper().readTree(text(files, "manifest.json"));
        assertThat(manifest.get("files")).hasSize(files.size() - 1);
        for (JsonNode file : manifest.get("files")) {
            ByteSource contents = files.get(file.get("name").asText());
            assertThat(file.get("bytes").asLong()).isEqualTo(contents.size());
            assertThat(file.get("sha256").asText())
                    .isEqualTo(contents.hash(Hashing.sha256()).toString());
        }
        assertThat(manifest.at("/scratchpad/depthWords").asLong()).isEqualTo(PLAN.peakWords());
        assertThat(manifest.at("/accelerator/rounding").asText()).isEqualTo("tflite");
        assertThat(manifest.at("/accelerator/weights").asLong()).isEqualTo(PROGRAM.weightCount());
        for (JsonNode memory : manifest.get("memories")) {
            String lines = text(files, memory.get("file").asText());
            assertThat(lines.lines().count()).isEqualTo(memory.get("depthWords").asLong());
        }
    }

    @Test
    void blocksOfThePlanAndOfPingPong() {
        BundleResult.Bundled bundled = (BundleResult.Bundled) Bundle.of(request("mem", MemoryCut.none()));
        BlockTable.Row ecp5 = bundled.blocks().rows().stream()
                .filter(row -> row.kind() == BlockKind.DP16KD)
                .findFirst()
                .orElseThrow();
        assertThat(ecp5.plan()).isEqualTo(BlockKind.DP16KD.blocks(32, PLAN.peakWords()));
        assertThat(ecp5.pingPong()).isEqualTo(BlockKind.DP16KD.blocks(32, 5000));
        assertThat(ecp5.constants()).isPositive();
        assertThat(bundled.blocks().part().orElseThrow().plan().fits()).isTrue();
        assertThat(bundled.blocks().part().orElseThrow().pingPong().fits()).isFalse();
    }

    /** What is refused says what helps, and that helps. */
    @Test
    void aFormatThatRefusesIsSatisfiedByTheWayOut() throws IOException {
        BundleResult refused = Bundle.of(request("icebram", MemoryCut.none()));
        assertThat(refused).isInstanceOf(BundleResult.Refused.class);
        assertThat(((BundleResult.Refused) refused).memories().get(0).refusal().wayOut())
                .startsWith("pad the memory to ");
        ImmutableSortedMap<String, ByteSource> files = files("icebram", new MemoryCut(64, 256));
        MemoryFormat icebram = MemoryFormats.byName("icebram").orElseThrow();
        MemoryImage weights = PROGRAM.weights();
        for (int slice = 0; slice < 2; slice++) {
            byte[] file = files.get("weights_" + slice + ".hex").read();
            MemoryImage part =
                    icebram.read("slice", file, weights.bitsOf(64 * slice, 64).layout());
            assertThat(part.depthWords() % 256).isZero();
            for (int word = 0; word < part.depthWords(); word++) {
                BigInteger whole = word < weights.depthWords() ? weights.word(word) : BigInteger.ZERO;
                assertThat(part.word(word))
                        .isEqualTo(
                                BigInteger.valueOf(whole.shiftRight(64 * slice).longValue())
                                        .and(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)));
            }
        }
    }

    @Test
    void withoutAProgramThereAreMapsAndTheReason() throws IOException {
        ProgramResult none = new ProgramResult.Refused("softmax", "is none of the accelerator's operators");
        BundleRequest request = new BundleRequest(
                PLAN,
                5000,
                100,
                none,
                ImmutableList.of(),
                MemoryFormats.standard(),
                MemoryCut.none(),
                Optional.empty(),
                BundleRequest.Surroundings.NONE);
        BundleResult.Bundled bundled = (BundleResult.Bundled) Bundle.of(request);
        assertThat(bundled.whyNoProgram()).isEqualTo("softmax: is none of the accelerator's operators");
        assertThat(bundled.files().keySet()).noneMatch(name -> name.endsWith(".mem"));
        JsonNode manifest = new ObjectMapper().readTree(text(bundled.files(), "manifest.json"));
        assertThat(manifest.at("/accelerator/runs").asBoolean()).isFalse();
        assertThat(manifest.at("/accelerator/layer").asText()).isEqualTo("softmax");
    }

    private static ImmutableSortedMap<String, ByteSource> files(String format) {
        return files(format, MemoryCut.none());
    }

    private static ImmutableSortedMap<String, ByteSource> files(String format, MemoryCut cut) {
        return ((BundleResult.Bundled) Bundle.of(request(format, cut))).files();
    }

    private static BundleRequest request(String format, MemoryCut cut) {
        return new BundleRequest(
                PLAN,
                5000,
                100,
                new ProgramResult.Compiled(PROGRAM),
                ImmutableList.of(),
                MemoryFormats.byName(format).orElseThrow(),
                cut,
                Parts.byName("up5k"),
                BundleRequest.Surroundings.NONE);
    }

    private static String text(ImmutableSortedMap<String, ByteSource> files, String name) throws IOException {
        return files.get(name).asCharSource(StandardCharsets.UTF_8).read();
    }

    private static MemoryPlan plan() {
        Schedule schedule = Schedule.of(NETWORK, Machines.preset("reference-p4").orElseThrow());
        PlanningResult planned = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        return ((PlanningResult.Planned) planned).plan();
    }
}
