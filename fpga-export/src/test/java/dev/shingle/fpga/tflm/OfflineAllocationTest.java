package dev.shingle.fpga.tflm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteMetadata;
import dev.shingle.networks.tflite.TfliteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineAllocationTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models", "tflite");

    @BeforeEach
    void modelsAreThere() {
        assumeTrue(Files.isDirectory(MODELS), "no shared models at " + MODELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"person_detect", "ic_resnet8_int8", "hello_world_int8", "kws_ref_model_int8"})
    void onlyTheOffsetsAreAdded(String model) throws IOException {
        byte[] file = Files.readAllBytes(MODELS.resolve(model + ".tflite"));
        MemoryPlan plan = plan(TfliteReader.read(model, ByteBuffer.wrap(file)), "tflm-element");
        byte[] written = written(model, file, plan);
        // The old file is in the new one as a whole, as far from any multiple of 64 as before.
        int head = written.length - file.length;
        assertThat(head % 64).isZero();
        assertThat(Arrays.copyOfRange(written, head, written.length)).isEqualTo(file);
        assertThat(TfliteReader.read(model, ByteBuffer.wrap(written)))
                .isEqualTo(TfliteReader.read(model, ByteBuffer.wrap(file)));

        ImmutableList<String> names = TfliteMetadata.tensorNames(model, ByteBuffer.wrap(written));
        ImmutableIntArray offsets =
                OfflineAllocation.read(model, ByteBuffer.wrap(written)).orElseThrow();
        assertThat(offsets.length()).isEqualTo(names.size());
        int planned = 0;
        for (Placement placement : plan.placements()) {
            for (String name : placement.buffer().sources()) {
                assertThat((long) offsets.get(names.indexOf(name))).isEqualTo(placement.offsetWords());
                assertThat(placement.offsetWords() % 16).isZero();
                planned++;
            }
        }
        assertThat(offsets.stream().filter(offset -> offset >= 0).count()).isEqualTo(planned);

        // Once more: the old offsets give way, the other metadata stay.
        byte[] again = written(model, written, plan);
        assertThat(OfflineAllocation.read(model, ByteBuffer.wrap(again))).hasValue(offsets);
        assertThat(TfliteMetadata.find(model, ByteBuffer.wrap(again), "min_runtime_version"))
                .isEqualTo(TfliteMetadata.find(model, ByteBuffer.wrap(file), "min_runtime_version"));
    }

    @Test
    void plansOfOtherMachinesAndGraphsAreRefused() throws IOException {
        byte[] file = Files.readAllBytes(MODELS.resolve("person_detect.tflite"));
        Network raw = TfliteReader.read("person_detect", ByteBuffer.wrap(file));
        assertThat(refusal(file, plan(raw, "byte-pixel")))
                .contains("machine byte-pixel", "plan for machine tflm-element");
        assertThat(refusal(file, plan(raw, "reference-p8"))).contains("machine reference-p8");
        Network simplified = Simplifier.standard().simplify(raw).network();
        assertThat(refusal(file, plan(simplified, "tflm-element"))).contains("not of the graph", "--raw");
    }

    @Test
    void aDamagedFileGivesOneLine() throws IOException {
        byte[] file = Files.readAllBytes(MODELS.resolve("hello_world_int8.tflite"));
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = file.clone();
            damaged[random.nextInt(random.nextBoolean() ? 200 : file.length)] = (byte) random.nextInt();
            try {
                TfliteMetadata.with("m", ByteBuffer.wrap(damaged), "x", ByteBuffer.allocate(12));
            } catch (NetworkFormatException e) {
                assertThat(e.getMessage()).startsWith("m: ").doesNotContain("\n");
            }
        }
        assertThatThrownBy(() -> TfliteMetadata.find("m", ByteBuffer.allocate(3), "x"))
                .isInstanceOf(NetworkFormatException.class);
    }

    private static byte[] written(String model, byte[] file, MemoryPlan plan) throws IOException {
        OfflineAllocation.Result result = OfflineAllocation.write(model, ByteBuffer.wrap(file), plan);
        assertThat(result).isInstanceOf(OfflineAllocation.Result.Written.class);
        return ((OfflineAllocation.Result.Written) result).file().read();
    }

    private static String refusal(byte[] file, MemoryPlan plan) {
        OfflineAllocation.Result result = OfflineAllocation.write("person_detect", ByteBuffer.wrap(file), plan);
        return ((OfflineAllocation.Result.Refused) result).refusal().toString();
    }

    private static MemoryPlan plan(Network network, String machine) {
        Schedule schedule = Schedule.of(network, Machines.preset(machine).orElseThrow());
        PlanningResult planned = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        return ((PlanningResult.Planned) planned).plan();
    }
}
