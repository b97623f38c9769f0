package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.conformance.runtimes.Request.Scope;
import dev.shingle.fpga.tflm.OfflineAllocation;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.tflite.TfliteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with the offsets in it is a file that TensorFlow Lite still reads, with the same results. */
class OfflineAllocationRunsTest {

    @ParameterizedTest
    @ValueSource(strings = {"mobilenet_v1_0.25_128_quant.tflite", "split_concat.tflite"})
    void outputsAreAsRecorded(String file) throws IOException {
        byte[] model = GoldenTensors.model(file);
        Schedule schedule = Schedule.of(
                TfliteReader.read(file, ByteBuffer.wrap(model)),
                Machines.preset("tflm-element").orElseThrow());
        PlanningResult planned = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        OfflineAllocation.Result result =
                OfflineAllocation.write(file, ByteBuffer.wrap(model), ((PlanningResult.Planned) planned).plan());
        byte[] written = ((OfflineAllocation.Result.Written) result).file().read();

        Request request = new Request(written, GoldenTensors.inputs(file), Scope.OUTPUTS);
        ImmutableList<RuntimeTensor> computed = Runtimes.tflite().run(request).tensorsOrFail();
        List<RuntimeTensor> recorded = GoldenTensors.outputs(file);
        assertThat(computed).hasSameSizeAs(recorded);
        for (int i = 0; i < recorded.size(); i++) {
            assertThat(computed.get(i).bytes()).isEqualTo(recorded.get(i).bytes());
        }
    }
}
