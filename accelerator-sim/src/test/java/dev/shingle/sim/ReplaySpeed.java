package dev.shingle.sim;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import java.util.ArrayList;
import java.util.List;

/** Prints how long replays take; started by hand, asserts nothing. */
public final class ReplaySpeed {

    private ReplaySpeed() {}

    public static void main(String[] arguments) {
        Window three = Window.square(3, 1, Padding.symmetric(1));
        Shape frame = Shape.hwc(540, 960, 32);
        List<Operation> edsr = new ArrayList<>();
        edsr.add(Cases.convolution(frame, 32, three));
        List<Operation> edsrDeep = new ArrayList<>();
        for (int layer = 0; layer < 4; layer++) {
            edsrDeep.add(Cases.convolution(frame, 32, three));
        }
        report("EDSR layer 540x960x32, PIXEL", edsr, Cases.PIXEL);
        report("EDSR layer 540x960x32, ROW", edsr, Cases.ROW);
        report("EDSR layer 540x960x32, GROUP(8)", edsr, Cases.group(8));
        report("four EDSR layers, PIXEL", edsrDeep, Cases.PIXEL);
        report("MobileNetV1 1.0 224, PIXEL", mobileNet(224, 32), Cases.PIXEL);
        report("MobileNetV1 1.0 224, ELEMENT", mobileNet(224, 32), Cases.group(1));
        report("MobileNet-like 160, 8 channels (about ssd_slim), PIXEL", mobileNet(160, 8), Cases.PIXEL);
    }

    private static List<Operation> mobileNet(int size, int width) {
        List<Operation> layers = new ArrayList<>();
        Window down = Cases.window(3, 3, 2, Padding.symmetric(1));
        Window same = Window.square(3, 1, Padding.symmetric(1));
        layers.add(Cases.convolution(Shape.hwc(size, size, 3), width, down));
        int[] strides = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};
        int[] factors = {2, 4, 4, 8, 8, 16, 16, 16, 16, 16, 16, 32, 32};
        for (int block = 0; block < strides.length; block++) {
            layers.add(Cases.depthwise(out(layers), 1, strides[block] == 2 ? down : same));
            layers.add(Cases.convolution(out(layers), factors[block] * width, Window.pointwise()));
        }
        return layers;
    }

    private static Shape out(List<Operation> layers) {
        return layers.get(layers.size() - 1).results().get(0).shape();
    }

    private static void report(String name, List<Operation> layers, WriteGranularity granularity) {
        MemoryPlan plan = pingPong(layers, Cases.machine(granularity));
        for (int run = 0; run < 2; run++) {
            long start = System.nanoTime();
            ReplayReport report = Replay.run(plan);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%-55s run %d: %6.2f s, %,d words read, %,d written, scratchpad %,d, silent %s%n",
                    name,
                    run + 1,
                    seconds,
                    report.wordsRead(),
                    report.wordsWritten(),
                    plan.peakWords(),
                    report.isSilent());
        }
    }

    private static MemoryPlan pingPong(List<Operation> layers, Machine machine) {
        List<Placement> placements = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        long most = 0;
        for (Operation layer : layers) {
            most = Math.max(most, layer.operands().get(0).shape().elements());
            most = Math.max(most, layer.results().get(0).shape().elements());
        }
        placements.add(
                Plans.place(Cases.bytes("x0", layers.get(0).operands().get(0).shape()), 0, machine));
        for (int i = 0; i < layers.size(); i++) {
            Operation layer = layers.get(i);
            Operation named = new Operation(
                    layer.operator(),
                    ImmutableList.of(
                            Cases.bytes("x" + i, layer.operands().get(0).shape())),
                    ImmutableList.of(
                            Cases.bytes("x" + (i + 1), layer.results().get(0).shape())));
            placements.add(Plans.place(named.results().get(0), i % 2 == 0 ? most : 0, machine));
            steps.add(Plans.step(i, named, i % 2 == 0 ? Traversal.FORWARD : Traversal.REVERSE));
        }
        return Plans.of(machine, placements, steps, List.of("x0"), List.of("x" + layers.size()), 2 * most);
    }
}
