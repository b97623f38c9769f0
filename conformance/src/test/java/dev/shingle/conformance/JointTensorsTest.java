package dev.shingle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.ScheduleOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Concatenations of other people's networks that need not copy: fewer steps, and both judges still agree. */
class JointTensorsTest {

    @ParameterizedTest
    @CsvSource({
        "split_concat, byte-pixel, 1",
        "ssd_slim_120x160x1_v1_int8, byte-pixel, 2",
        "ssd_slim_120x160x1_v1_int8, reference-p8, 2",
        "face_detection_short_range, byte-pixel, 2",
        "face_detection_short_range, reference-p8, 2",
        "version-RFB-320_without_postprocessing, byte-pixel, 3",
    })
    void stepsThatFallAway(String name, String machineName, int fewer) {
        Model model = Shingle.load(SharedModels.tflite(name).toString());
        Machine machine = Machines.preset(machineName).orElseThrow();
        MemoryPlan copying = plan(model, machine, ScheduleOptions.defaults());
        MemoryPlan joined = plan(model, machine, ScheduleOptions.zeroCopyConcatenation());
        assertThat(joined.steps()).hasSize(copying.steps().size() - fewer);
        assertThat(joined.peakWords()).isLessThanOrEqualTo(copying.peakWords());
        assertThat(joined.isOptimal()).isTrue();
    }

    private static MemoryPlan plan(Model model, Machine machine, ScheduleOptions choices) {
        MappingResult result = Shingle.map(model, machine, choices, PlanningOptions.defaults());
        assertThat(result).isInstanceOf(MappingResult.Mapped.class);
        return ((MappingResult.Mapped) result).plan().plan();
    }
}
