package dev.shingle.fpga.rtl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.peers.PingPong;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
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
    private static final ImmutableMap<String, Planner> PLANNERS = ImmutableMap.of(
            "overlap",
            new OverlapPlanner(),
            "disjoint",
            new DisjointGreedy(),
            "ping-pong",
            new PingPong(PingPong.Regions.TWO_BUFFERS));
    private static final Pattern LINE = Pattern.compile("(-?\\d+),(\\d+),\"(.*)\",(\\w+),\"\\[(.*)]\",.*");

    @BeforeEach
    void modelsAreThere() {
        assumeTrue(Files.isDirectory(MODELS.resolve("golden")), "no shared models at " + MODELS);
    }

    @ParameterizedTest
    @CsvSource({
        "person_detect, 8, overlap",
        "person_detect, 4, overlap",
        "person_detect, 4, ping-pong",
        "ssd_slim_120x160x1_v1_int8, 8, overlap",
        "ssd_slim_120x160x1_v1_int8, 8, disjoint",
        "ic_resnet8_int8, 8, overlap",
        "ic_resnet8_int8, 8, disjoint",
        "ic_resnet8_int8, 4, overlap",
    })
    void everyLayerIsThatOfTheInterpreter(String model, int lanes, String planner) throws IOException {
        Scene scene =
                Scene.of(network(model), TestMachine.of(lanes), PLANNERS.get(planner), Accelerator.ofLanes(lanes));
        RtlRun run = scene.run();
        scene.requireExact(run, golden(model));
        System.out.printf(
                "%s, P = %d, %s: %d words, %d cycles%n",
                model,
                lanes,
                planner,
                scene.plan().peakWords(),
                run.cycles().stream().mapToLong(Long::longValue).sum());
    }

    /** Every layer on its own, as close as it may come and one word closer. */
    @ParameterizedTest
    @CsvSource({"person_detect, 8", "ic_resnet8_int8, 4"})
    void distancesAreTight(String model, int lanes) {
        Network network = network(model);
        for (Layer layer : network.layers()) {
            for (Traversal traversal : Traversal.values()) {
                if (!(layer.operator() instanceof Operator.View)) {
                    SingleLayer.of(layer, lanes, traversal, GroupOrder.DESCENDING)
                            .requireTight();
                }
            }
        }
    }

    /** What the accelerator runs of a model. */
    private static Network network(String model) {
        Network read = TfliteReader.read(MODELS.resolve("tflite/" + model + ".tflite"));
        return HostTail.of(Simplifier.standard().simplify(read).network()).accelerated();
    }

    private static Map<String, TensorData> golden(String model) throws IOException {
        Map<String, TensorData> tensors = new HashMap<>();
        Map<String, Path> files = files(model);
        for (FeatureMap map : network(model).featureMaps().values()) {
            tensors.put(
                    map.name(), TensorData.wrap(map.shape(), map.type(), Files.readAllBytes(files.get(map.name()))));
        }
        return tensors;
    }

    private static Map<String, Path> files(String model) throws IOException {
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
