package dev.shingle.fpga.camera;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.bundle.Bundle;
import dev.shingle.fpga.bundle.BundleRequest;
import dev.shingle.fpga.bundle.BundleResult;
import dev.shingle.fpga.bundle.MemoryCut;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.format.MemoryFormats;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.pictures.GeneratedPictures;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A camera build as it is written, made without the command line. */
record Folder(MemoryPlan plan, Program program, ImmutableSortedMap<String, ByteSource> files) {

    /** Black is the least number that the network's input stores, white the greatest. */
    static PictureConversion fullRange(Network network) {
        Quantization quantization = network.inputs().get(0).quantization();
        long black = Byte.MIN_VALUE - quantization.zeroPoints().get(0);
        return PictureConversion.of(-black, 1 / quantization.scales().get(0));
    }

    static MemoryPlan plan(Network network, Machine machine, Planner planner) {
        Schedule schedule = Schedule.of(network, machine, ScheduleOptions.zeroCopyConcatenation());
        PlanningResult planned = new NetworkPlanner(planner).plan(schedule, PlanningOptions.defaults());
        return ((PlanningResult.Planned) planned).plan();
    }

    /** Our plan on the preset of so many lanes. */
    static Folder of(Network network, int lanes, Sensor sensor, PictureConversion conversion, Optional<Part> part) {
        Machine machine = Machines.preset("reference-p" + lanes).orElseThrow();
        return of(network, machine, Planners.ours(), sensor, conversion, part);
    }

    /** The same with a grey sensor as large as the network's input. */
    static Folder of(Network network, int lanes, Optional<Part> part) {
        Shape input = network.inputs().get(0).shape();
        Sensor sensor = Sensor.around(input.height(), input.width(), 0, 0, 1, PixelFormat.GRAY);
        return of(network, lanes, sensor, fullRange(network), part);
    }

    static Folder of(
            Network network,
            Machine machine,
            Planner planner,
            Sensor sensor,
            PictureConversion conversion,
            Optional<Part> part) {
        MemoryPlan plan = plan(network, machine, planner);
        Accelerator accelerator = new Accelerator(
                machine.layout().channelPadding(),
                8,
                machine.addressing() == Addressing.CIRCULAR,
                false,
                dev.shingle.fpga.descriptor.Rounding.TFLITE);
        ProgramResult.Compiled compiled = (ProgramResult.Compiled) Compiler.compile(network, plan, accelerator);
        FeatureMap input = network.inputs().get(0);
        PixelTable pixels = PixelTable.of(input, conversion);
        Picture picture = GeneratedPictures.of(
                7, 0, sensor.rows(), sensor.columns(), sensor.pixels().channels());
        TensorData frame = CameraFrame.of(picture, sensor, pixels, input);
        CameraScene scene = new CameraScene(sensor, pixels, picture, featureMaps(network, frame));
        BundleRequest export = new BundleRequest(
                        plan,
                        2 * plan.peakWords(),
                        1000,
                        compiled,
                        ImmutableList.of("softmax"),
                        MemoryFormats.standard(),
                        MemoryCut.none(),
                        part,
                        BundleRequest.Surroundings.NONE)
                .withInputs(ImmutableMap.of(input.name(), frame));
        BundleResult bundled = Bundle.of(CameraBuild.extend(export, network, compiled.program(), scene));
        return new Folder(plan, compiled.program(), ((BundleResult.Bundled) bundled).files());
    }

    static ImmutableMap<String, TensorData> featureMaps(Network network, TensorData frame) {
        ImmutableMap.Builder<String, TensorData> maps = ImmutableMap.builder();
        NetworkExecution.run(
                network, ImmutableMap.of(network.inputs().get(0).name(), frame), Rounding.TFLITE, (map, data) -> {
                    maps.put(map.name(), data);
                    return true;
                });
        return maps.buildOrThrow();
    }

    String text(String name) throws IOException {
        ByteSource file = files.get(name);
        if (file == null) {
            throw new AssertionError(name + " is not among " + files.keySet());
        }
        return file.asCharSource(StandardCharsets.UTF_8).read();
    }

    void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, ByteSource> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue().read());
        }
    }
}
