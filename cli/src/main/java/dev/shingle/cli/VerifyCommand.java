package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.api.Model;
import dev.shingle.api.PlannedPart;
import dev.shingle.api.Shingle;
import dev.shingle.api.Verification;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.json.PlanJson;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.Finding;
import dev.shingle.mapper.verify.TraceFinding;
import dev.shingle.mapper.verify.TraceReport;
import dev.shingle.sim.replay.ReplayReport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Is this plan safe for this network? */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Judge a plan file, whoever made it: by first write and last read of every word, and by replay.",
            "Its proof of optimality is retraced.",
            "With a packed trace (.csv) in place of MODEL and no PLAN: by who uses which byte when."
        },
        footer = {
            "",
            "Examples:",
            "  shingle verify net.tflite plan.json",
            "  shingle verify packed.csv --capacity 1MiB"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PLAN",
            description = "The plan.json to judge; it names its machine.")
    private @Nullable Path plan;

    @Option(
            names = "--capacity",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Only with a trace: bytes of memory, such as 128KiB.")
    private @Nullable ByteSize capacity;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (plan == null && TraceFile.isNamedLikeOne(model.source())) {
            return verifyTrace(Path.of(model.source()));
        }
        if (plan == null) {
            throw new UsageException("expected a PLAN after " + model.source()
                    + ", or nothing but a packed trace that ends in .csv (see: shingle verify --help)");
        }
        if (capacity != null) {
            throw new UsageException("--capacity is for traces; a plan's machine says what there is");
        }
        return verifyPlan(plan);
    }

    private int verifyTrace(Path file) {
        AllocationTrace trace = TraceFile.read(file);
        OptionalLong capacityBytes = capacity == null ? OptionalLong.empty() : OptionalLong.of(capacity.bytes());
        TraceReport report = Shingle.verify(trace, capacityBytes)
                .orElseThrow(() -> new UsageException(file
                        + ": found buffers without an offset, expected a packed trace, such as shingle pack writes"));
        if (json) {
            JsonOutput.print(console.out(), out -> write(out, trace, report));
        } else {
            PackingText.print(report, console.out());
        }
        return report.isSafe() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private int verifyPlan(Path file) {
        MemoryPlan memoryPlan = read(file);
        Model loaded = model.load();
        PlannedPart part = PlannedPart.of(loaded.network(), memoryPlan);
        Verification verification;
        try (ReplayWatch watch = new ReplayWatch(console)) {
            verification = Shingle.verify(part.network(), memoryPlan, watch);
        }
        if (json) {
            JsonOutput.print(console.out(), out -> write(out, memoryPlan, part, verification));
        } else {
            if (!part.hostLayers().isEmpty()) {
                console.out()
                        .println("the plan of an export, without what is left to the host: "
                                + String.join(", ", part.hostLayers()));
            }
            VerificationText.print(verification, console.out());
            if (verification.isSafe()) {
                console.out().println("lower bound: " + OptimalityText.judge(memoryPlan, verification));
            }
        }
        return verification.isAccepted() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    static MemoryPlan read(Path plan) {
        try {
            return PlanJson.read(plan);
        } catch (NoSuchFileException e) {
            throw new UsageException(plan + ": no such file; expected a plan written by: shingle map");
        } catch (IOException e) {
            throw new UsageException(plan + ": cannot be read: " + e.getMessage());
        }
    }

    private static void write(JsonGenerator json, AllocationTrace trace, TraceReport report) throws IOException {
        json.writeNumberField("buffers", trace.buffers().size());
        json.writeBooleanField("safe", report.isSafe());
        if (report instanceof TraceReport.Safe safe) {
            json.writeNumberField("heightBytes", safe.heightBytes());
        }
        json.writeArrayFieldStart("findings");
        if (report instanceof TraceReport.Unsafe unsafe) {
            for (TraceFinding finding : unsafe.findings()) {
                json.writeString(finding.message());
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, MemoryPlan plan, PlannedPart part, Verification verification)
            throws IOException {
        json.writeStringField("network", plan.network());
        json.writeArrayFieldStart("hostLayers");
        for (String layer : part.hostLayers()) {
            json.writeString(layer);
        }
        json.writeEndArray();
        json.writeStringField("machine", plan.machine().name());
        json.writeNumberField("peakBytes", plan.peakBytes());
        json.writeBooleanField("safe", verification.isSafe());
        json.writeBooleanField("optimal", OptimalityText.isProven(plan, verification));
        json.writeStringField("certificate", OptimalityText.certificate(verification));
        json.writeArrayFieldStart("findings");
        if (verification.check() instanceof CheckReport.Unsafe unsafe) {
            for (Finding finding : unsafe.findings()) {
                json.writeString(finding.message());
            }
        }
        json.writeEndArray();
        Optional<ReplayReport> replay = verification.replay();
        if (replay.isPresent()) {
            json.writeNumberField("lostWords", replay.get().violations());
            json.writeNumberField("wordsRead", replay.get().wordsRead());
        }
        if (verification.firstLost().isPresent()) {
            json.writeStringField("firstLost", verification.firstLost().get().toString());
        }
    }
}
