package dev.shingle.conformance;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.NetworkInput;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.PingPong;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.run.RunObserver;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real networks by real plans: on every preset machine, overlapped, with ping-pong and with joint tensors, no word is lost
 * and the outputs are those of plain execution, bit for bit.
 */
class RunsByPlanTest {

    private static final List<Planner> PLANNERS =
            List.of(new OverlapPlanner(), new PingPong(PingPong.Regions.WIDEST_PAIR));

    @ParameterizedTest
    @ValueSource(strings = {"camera-face", "mobilenet-v1:0.25,32x32x3", "dncnn:input=16x12x1,residual=true"})
    void zooNetworks(String source) {
        runOnEveryMachine(Shingle.load(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ad01_int8",
                "hello_world_int8",
                "ic_resnet8_int8",
                "kws_ref_model_int8",
                "person_detect",
                "split_concat",
                "ssd_slim_120x160x1_v1_int8",
                "vww_96_int8",
            })
    void sharedNetworks(String name) {
        runOnEveryMachine(Shingle.load(SharedModels.tflite(name).toString()));
    }

    /** Its layers want the range of their operands before the first unit of work. */
    @ParameterizedTest
    @ValueSource(strings = {"row", "reference-p8"})
    void realActivationsAndStoredWeights(String machine) {
        Model model =
                Shingle.load(SharedModels.tflite("bilinear_fin_munet_uint8").toString());
        ImmutableMap<String, TensorData> inputs =
                model.network().inputs().stream().collect(toImmutableMap(FeatureMap::name, NetworkInput::fill));
        ImmutableMap<String, TensorData> plain =
                NetworkExecution.run(model.network(), inputs, Rounding.TFLITE, Observer.NONE);
        Machine preset = Machines.preset(machine).orElseThrow();
        assertSame(model, inputs, plain, plan(model, preset, ScheduleOptions.defaults(), new OverlapPlanner()));
    }

    private static void runOnEveryMachine(Model model) {
        ImmutableMap<String, TensorData> inputs =
                model.network().inputs().stream().collect(toImmutableMap(FeatureMap::name, NetworkInput::fill));
        ImmutableMap<String, TensorData> plain =
                NetworkExecution.run(model.network(), inputs, Rounding.TFLITE, Observer.NONE);
        for (Machine machine : Machines.all()) {
            for (Planner planner : PLANNERS) {
                assertSame(model, inputs, plain, plan(model, machine, ScheduleOptions.defaults(), planner));
            }
            ScheduleOptions joined = ScheduleOptions.zeroCopyConcatenation();
            assertSame(model, inputs, plain, plan(model, machine, joined, new OverlapPlanner()));
        }
    }

    private static MemoryPlan plan(Model model, Machine machine, ScheduleOptions choices, Planner planner) {
        MappingResult result =
                Shingle.map(model, machine, choices, planner, PlanningOptions.defaults(), (step, steps, words) -> true);
        assertThat(result).isInstanceOf(MappingResult.Mapped.class);
        return ((MappingResult.Mapped) result).plan().plan();
    }

    private static void assertSame(
            Model model,
            ImmutableMap<String, TensorData> inputs,
            ImmutableMap<String, TensorData> plain,
            MemoryPlan plan) {
        RunReport report = Shingle.run(model, plan, inputs, RunOptions.standard(), RunObserver.NONE);
        String what = model.source() + " on " + plan.machine().name() + " by " + plan.planner();
        assertThat(report.isClean()).as("%s: %s", what, report.firstLost()).isTrue();
        assertThat(report.outputs()).as(what).isEqualTo(plain);
    }
}
