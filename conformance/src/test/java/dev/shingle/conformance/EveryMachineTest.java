package dev.shingle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.peers.EveryLayerOverlapped;
import dev.shingle.mapper.place.peers.PingPong;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.PlanningOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every preset machine, every planner: what comes out has passed both judges, and overlapping never costs memory. */
class EveryMachineTest {

    private static final List<Planner> PLANNERS = List.of(
            new PingPong(PingPong.Regions.WIDEST_PAIR),
            new PingPong(PingPong.Regions.TWO_BUFFERS),
            new DisjointGreedy(),
            new EveryLayerOverlapped(),
            new OverlapPlanner());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camera-face",
                "mobilenet-v1:0.25,64x64x3",
                "mobilenet-v1-convolutions:0.25,64x64x3",
                "ssd-mobilenet-v1-backbone:0.25,60x60x3",
                "dncnn:24x20",
                "dncnn:input=24x20x1,residual=true",
                "vgg16-convolutions:32x32x3",
                "tiny-yolov2:64x64x3",
            })
    void zooNetworks(String source) {
        mapOnEveryMachine(Shingle.load(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ad01_int8",
                "hello_world_int8",
                "ic_resnet8_int8",
                "kws_ref_model_int8",
                "mobilenet_v1_0.25_128_quant",
                "person_detect",
                "split_concat",
                "ssd_slim_120x160x1_v1_int8",
                "vww",
                "vww_96_int8",
                "detection",
                "face_detection_short_range",
            })
    void realNetworks(String name) {
        mapOnEveryMachine(Shingle.load(SharedModels.tflite(name).toString()));
    }

    private static void mapOnEveryMachine(Model model) {
        for (Machine machine : Machines.all()) {
            List<String> peaks = new ArrayList<>();
            long overlapped = 0;
            long disjoint = 0;
            for (Planner planner : PLANNERS) {
                MemoryPlan plan = map(model, machine, planner);
                peaks.add(String.format(
                        Locale.ROOT,
                        "%s %,d%s",
                        planner.name(),
                        plan.peakBytes(),
                        plan.isOptimal() ? " (optimal)" : ""));
                overlapped = planner instanceof OverlapPlanner ? plan.peakWords() : overlapped;
                disjoint = planner instanceof DisjointGreedy ? plan.peakWords() : disjoint;
            }
            assertThat(overlapped)
                    .as("%s on %s", model.source(), machine.name())
                    .isLessThanOrEqualTo(disjoint);
            System.out.println(
                    model.network().name() + " on " + machine.name() + ", bytes: " + String.join(", ", peaks));
        }
    }

    private static MemoryPlan map(Model model, Machine machine, Planner planner) {
        MappingResult result =
                Shingle.map(model, machine, planner, PlanningOptions.defaults(), (step, steps, words) -> true);
        assertThat(result).isInstanceOf(MappingResult.Mapped.class);
        return ((MappingResult.Mapped) result).plan().plan();
    }

    @Test
    void keywordSpottingForwardOnlyNeedsMore() {
        Model model = Shingle.load(SharedModels.tflite("kws_ref_model_int8").toString());
        Machine machine = Machines.preset("forward-linear").orElseThrow();
        assertThat(map(model, machine, new OverlapPlanner()).peakBytes()).isEqualTo(9_536);
    }
}
