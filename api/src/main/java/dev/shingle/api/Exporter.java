package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.bundle.Bundle;
import dev.shingle.fpga.bundle.BundleRequest;
import dev.shingle.fpga.bundle.BundleResult;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.fpga.tflm.OfflineAllocation;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.schedule.Figures;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.Layer;
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
            ImmutableList<String> host = tail.host().stream().map(Layer::name).collect(toImmutableList());
            return bundle(accelerated, inPlace, found.plan(), program, host);
        }
        return bundle(model, choices, program);
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
                return new ExportResult.Refused(new BundleResult.Refused(
                        ImmutableList.of(new BundleResult.RefusedMemory(OfflineAllocation.NAME, refused.refusal()))));
            }
            extras = ImmutableMap.of("offline.tflite", ((OfflineAllocation.Result.Written) offline).file());
        }
        BundleResult result = Bundle.of(new BundleRequest(
                plan.plan(),
                pingPongWords(planned, how),
                model.weightBytes(),
                program,
                hostLayers,
                options.format(),
                options.cut(),
                options.part(),
                extras));
        return result instanceof BundleResult.Bundled bundled
                ? new ExportResult.Exported(plan, bundled, hostLayers)
                : new ExportResult.Refused((BundleResult.Refused) result);
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
        return Shingle.map(planned, machine, how, new OverlapPlanner(), PlanningOptions.defaults(), progress);
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
