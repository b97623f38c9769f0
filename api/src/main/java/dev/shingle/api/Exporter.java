package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.bundle.Bundle;
import dev.shingle.fpga.bundle.BundleRequest;
import dev.shingle.fpga.bundle.BundleResult;
import dev.shingle.fpga.camera.CameraBuild;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.fpga.tflm.OfflineAllocation;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.schedule.Figures;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.Network;
import dev.shingle.networks.format.ModelFile;
import dev.shingle.networks.json.NetworkHash;
import dev.shingle.sim.replay.ReplayProgress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Plans a network and makes the files. On a machine that is the reference accelerator, what can be left to the host at the
 * network's end is left to it, and the parts of a concatenation are written in place: it has no other way to do either. If
 * it cannot run the network even so, and on any other machine, the plan is that of the whole network, and there are maps
 * only.
 */
final class Exporter {

    private final Model model;
    private final Machine machine;
    private final ScheduleOptions choices;
    private final ExportOptions options;
    private final ReplayProgress progress;

    Exporter(Model model, Machine machine, ScheduleOptions choices, ExportOptions options, ReplayProgress progress) {
        this.model = model;
        this.machine = machine;
        this.choices = choices;
        this.options = options;
        this.progress = progress;
    }

    ExportResult export() {
        Optional<Accelerator> accelerator = accelerator();
        if (options.camera().isPresent()) {
            return exportCamera(options.camera().get(), accelerator);
        }
        if (accelerator.isEmpty()) {
            String reason = "the plan is for machine %s; the reference accelerator is reference-p2, -p4, -p8 or -p16"
                    .formatted(machine.name());
            return bundle(
                    model, choices, new ProgramResult.Refused(model.network().name(), reason));
        }
        HostTail tail = HostTail.of(model.executed());
        ScheduleOptions inPlace = ScheduleOptions.zeroCopyConcatenation();
        if (tail.accelerated().layers().isEmpty()) {
            String reason = "nothing is left to the accelerator";
            return bundle(
                    model, choices, new ProgramResult.Refused(model.network().name(), reason));
        }
        Model accelerated = running(tail.accelerated());
        MappingResult mapped = map(accelerated, inPlace);
        if (!(mapped instanceof MappingResult.Mapped found)) {
            return new ExportResult.Unmapped(mapped);
        }
        ProgramResult program =
                Compiler.compile(tail.accelerated(), found.plan().plan(), accelerator.get());
        if (program instanceof ProgramResult.Compiled) {
            return bundle(accelerated, inPlace, found.plan(), program, tail.hostNames());
        }
        return bundle(model, choices, program);
    }

    /** The same with a sensor in front; there is no build of maps only. */
    private ExportResult exportCamera(CameraOptions camera, Optional<Accelerator> accelerator) {
        String name = model.network().name();
        HostTail tail = HostTail.of(model.executed());
        if (accelerator.isEmpty()) {
            return new ExportResult.NotBuilt(
                    name, "machine %s is not the reference accelerator".formatted(machine.name()));
        }
        if (tail.accelerated().layers().isEmpty()) {
            return new ExportResult.NotBuilt(name, "nothing is left to the accelerator");
        }
        Optional<String> objection = CameraBuild.objectionTo(tail.accelerated());
        if (objection.isPresent()) {
            return new ExportResult.NotBuilt(name, objection.get());
        }
        Model accelerated = running(tail.accelerated());
        ScheduleOptions inPlace = ScheduleOptions.zeroCopyConcatenation();
        MappingResult mapped = map(accelerated, inPlace);
        if (!(mapped instanceof MappingResult.Mapped found)) {
            return new ExportResult.Unmapped(mapped);
        }
        ProgramResult program =
                TightCompiler.compile(tail.accelerated(), found.plan().plan(), accelerator.get());
        if (program instanceof ProgramResult.Refused refused) {
            return new ExportResult.NotBuilt(refused.layer(), refused.reason());
        }
        BundleRequest request = request(accelerated, inPlace, found.plan(), program, tail.hostNames());
        CameraExport build =
                new CameraExport(camera, request, tail.accelerated(), ((ProgramResult.Compiled) program).program());
        return build.make(found.plan());
    }

    private ExportResult bundle(Model planned, ScheduleOptions how, ProgramResult program) {
        MappingResult mapped = map(planned, how);
        return mapped instanceof MappingResult.Mapped found
                ? bundle(planned, how, found.plan(), program, ImmutableList.of())
                : new ExportResult.Unmapped(mapped);
    }

    private ExportResult bundle(
            Model planned,
            ScheduleOptions how,
            VerifiedPlan plan,
            ProgramResult program,
            ImmutableList<String> hostLayers) {
        ImmutableMap<String, ByteSource> extras = ImmutableMap.of();
        if (options.tflm()) {
            OfflineAllocation.Result offline = offline(plan);
            if (offline instanceof OfflineAllocation.Result.Refused refused) {
                return new ExportResult.NotBuilt(
                        OfflineAllocation.NAME, refused.refusal().toString());
            }
            extras = ImmutableMap.of("offline.tflite", ((OfflineAllocation.Result.Written) offline).file());
        }
        BundleResult result = Bundle.of(request(planned, how, plan, program, hostLayers)
                .withExtras(extras)
                .withInputs(options.inputs()));
        return result instanceof BundleResult.Bundled bundled
                ? new ExportResult.Exported(plan, bundled, hostLayers)
                : new ExportResult.Refused((BundleResult.Refused) result);
    }

    private BundleRequest request(
            Model planned,
            ScheduleOptions how,
            VerifiedPlan plan,
            ProgramResult program,
            ImmutableList<String> hostLayers) {
        return new BundleRequest(
                plan.plan(),
                pingPongWords(planned, how),
                model.weightBytes(),
                program,
                hostLayers,
                options.format(),
                options.cut(),
                options.part(),
                BundleRequest.Surroundings.NONE);
    }

    private OfflineAllocation.Result offline(VerifiedPlan plan) {
        if (!model.source().toLowerCase(Locale.ROOT).endsWith(".tflite")) {
            return new OfflineAllocation.Result.Refused(new Refusal(
                    model.source() + " is no .tflite file", "write one (shingle networks MODEL -o x.tflite)"));
        }
        ByteBuffer file = ModelFile.contents(Path.of(model.source()), "a .tflite file");
        return OfflineAllocation.write(model.source(), file, plan.plan());
    }

    private MappingResult map(Model planned, ScheduleOptions how) {
        return Shingle.map(planned, machine, how, options.planner(), PlanningOptions.defaults(), progress);
    }

    /** Two buffers where there are two, else the widest layer. */
    private long pingPongWords(Model planned, ScheduleOptions how) {
        Figures figures = Schedule.of(planned.executed(), NetworkHash.of(planned.network()), machine, how)
                .figures();
        return figures.pingPongTwoBuffersWords().orElse(figures.pingPongWidestPairWords());
    }

    private Model running(Network network) {
        return new Model(model.source(), model.original(), network, network, model.passes(), model.symbols());
    }

    /** The build that runs plans for this machine, if there is one. */
    private Optional<Accelerator> accelerator() {
        Layout layout = machine.layout();
        int lanes = layout.channelPadding();
        boolean isBuildable = lanes == 2 || lanes == 4 || lanes == 8 || lanes == 16;
        if (!isBuildable || layout.wordBits() != Byte.SIZE * lanes) {
            return Optional.empty();
        }
        Accelerator standard = Accelerator.ofLanes(lanes);
        return Optional.of(new Accelerator(
                lanes,
                standard.coordinateBits(),
                machine.addressing() == Addressing.CIRCULAR,
                false,
                options.rounding()));
    }
}
