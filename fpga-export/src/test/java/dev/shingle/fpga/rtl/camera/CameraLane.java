package dev.shingle.fpga.rtl.camera;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.descriptor.TensorPlace;
import dev.shingle.fpga.memory.StrictMem;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** A camera that runs a network: the plan, the program, the sensor in front of it, and what must come out. */
final class CameraLane {

    final int number;
    final Geometry geometry;
    private final Network network;
    private final Accelerator accelerator;
    private final Program program;
    private final int nextCaptureLayer;
    private final List<Map<String, TensorData>> expected = new ArrayList<>();
    private final Random random;
    private final SensorSignal signal;

    /**
     * A camera.
     *
     * @param isFrameApart whether the frame's words are used by nothing else
     * @param nextCaptureLayer as in {@code camera_top}
     */
    CameraLane(
            int number,
            Network network,
            Geometry geometry,
            Accelerator accelerator,
            boolean isFrameApart,
            int nextCaptureLayer) {
        this.number = number;
        this.network = network;
        this.geometry = geometry;
        this.accelerator = accelerator;
        this.nextCaptureLayer = nextCaptureLayer;
        MemoryPlan plan = plan(network, accelerator);
        ProgramResult result = Compiler.compile(network, isFrameApart ? withFrameApart(plan) : plan, accelerator);
        program = ((ProgramResult.Compiled) result).program();
        random = new Random(number);
        signal = new SensorSignal(geometry, random).switches(true, false);
    }

    /** A frame that the network has to run on. */
    CameraLane frame() {
        int[][] picture = picture();
        signal.frame(picture);
        expected.add(run(geometry.expected(picture, FrontLane.flippedSigns())));
        return this;
    }

    /** A frame that nobody should see. */
    CameraLane otherFrame() {
        signal.frame(picture());
        return this;
    }

    /** A frame that is not as it should be. */
    CameraLane brokenFrame(Fault fault) {
        signal.brokenFrame(picture(), fault);
        return this;
    }

    SensorSignal signal() {
        return signal;
    }

    List<Map<String, TensorData>> expected() {
        return expected;
    }

    String instance(int at) {
        TensorPlace frame = program.inputs().get(0).place();
        int[] halves = new int[][] {{1000, 1618}, {1000, 1001}, {1000, 1000}, {1000, 2718}, {1000, 1504}, {1000, 2002}}
                [number];
        return ("camera_lane #(.ID(%d), %s, .CIRCULAR(1'b%d), .SINGLE_PORT(1'b%d), .CORE_HALF(%d), .PIXEL_HALF(%d),"
                        + " .PHASE(%d), .FRAME_BASE(%d), .FRAME_TAG(%d), .NEXT_CAPTURE_LAYER(%d), .MODULUS(%d), %s)"
                        + " i_lane_%d (.finished(finished[%d]));%n")
                .formatted(
                        number,
                        geometry.parameters(),
                        accelerator.circular() ? 1 : 0,
                        accelerator.singlePort() ? 1 : 0,
                        halves[0],
                        halves[1],
                        77 * number,
                        frame.baseWord(),
                        frame.tag(),
                        nextCaptureLayer,
                        program.scratchpadWords(),
                        files(),
                        number,
                        at);
    }

    private String files() {
        return ".DESCRIPTOR_FILE(\"descriptors_%1$d.mem\"), .WEIGHT_FILE(\"weights_%1$d.mem\"), ".formatted(number)
                + ".BIAS_FILE(\"bias_%1$d.mem\"), .REQUANT_FILE(\"requant_%1$d.mem\")".formatted(number);
    }

    void write(Path directory) throws IOException {
        StrictMem.write(program.descriptorImage(), directory.resolve("descriptors_" + number + ".mem"));
        StrictMem.write(program.weights(), directory.resolve("weights_" + number + ".mem"));
        StrictMem.write(program.biases(), directory.resolve("bias_" + number + ".mem"));
        StrictMem.write(program.requant(), directory.resolve("requant_" + number + ".mem"));
        StringBuilder host = new StringBuilder();
        for (HostTransfer output : program.outputs()) {
            TensorPlace place = output.place();
            host.append(place.baseWord())
                    .append(' ')
                    .append(output.words())
                    .append(' ')
                    .append(place.tag())
                    .append('\n');
        }
        Files.writeString(directory.resolve("host.txt"), host, StandardCharsets.US_ASCII);
        Files.writeString(directory.resolve("sensor_" + number + ".txt"), signal.toString(), StandardCharsets.US_ASCII);
    }

    /** What the host read, run by run. */
    List<Map<String, TensorData>> outputs(Path directory) throws IOException {
        String text = Files.readString(directory.resolve("output.mem"), StandardCharsets.US_ASCII);
        int lanes = accelerator.lanes();
        byte[] bytes = StrictMem.read("output.mem", text, Byte.SIZE * lanes).bytes();
        List<Map<String, TensorData>> runs = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            ImmutableMap.Builder<String, TensorData> outputs = ImmutableMap.builder();
            for (HostTransfer output : program.outputs()) {
                int end = at + output.words() * lanes;
                outputs.put(output.map().name(), output.unpack(java.util.Arrays.copyOfRange(bytes, at, end)));
                at = end;
            }
            runs.add(outputs.buildOrThrow());
        }
        return runs;
    }

    private Map<String, TensorData> run(byte[] words) {
        TensorData input = program.inputs().get(0).unpack(words);
        ImmutableSet<String> names =
                network.outputs().stream().map(map -> map.name()).collect(ImmutableSet.toImmutableSet());
        ImmutableMap.Builder<String, TensorData> outputs = ImmutableMap.builder();
        NetworkExecution.run(network, Map.of(network.inputs().get(0).name(), input), Rounding.TFLITE, (map, data) -> {
            if (names.contains(map.name())) {
                outputs.put(map.name(), data);
            }
            return true;
        });
        return outputs.buildOrThrow();
    }

    private int[][] picture() {
        return geometry.picture(random, 0, 256);
    }

    private static MemoryPlan plan(Network network, Accelerator accelerator) {
        int lanes = accelerator.lanes();
        Machine machine = new Machine(
                "reference-p" + lanes,
                "a test",
                new Layout(Byte.SIZE * lanes, lanes, true),
                new WriteGranularity.Group(lanes),
                0,
                GroupOrder.DESCENDING,
                ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE),
                accelerator.circular() ? Addressing.CIRCULAR : Addressing.LINEAR,
                1,
                OptionalLong.empty());
        Schedule schedule = Schedule.of(network, machine, ScheduleOptions.zeroCopyConcatenation());
        PlanningResult planned = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        return ((PlanningResult.Planned) planned).plan();
    }

    /** The same plan with the frame behind everything else. */
    private static MemoryPlan withFrameApart(MemoryPlan plan) {
        String frame = plan.inputs().get(0);
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        long peak = plan.peakWords();
        for (Placement placement : plan.placements()) {
            boolean isFrame = placement.buffer().name().equals(frame);
            placements.add(isFrame ? new Placement(placement.buffer(), plan.peakWords()) : placement);
            peak += isFrame ? placement.buffer().sizeWords() : 0;
        }
        return new MemoryPlan(
                plan.network(),
                plan.networkHash(),
                plan.machine(),
                plan.planner(),
                placements.build(),
                plan.steps(),
                plan.inputs(),
                plan.outputs(),
                peak,
                plan.bound());
    }
}
