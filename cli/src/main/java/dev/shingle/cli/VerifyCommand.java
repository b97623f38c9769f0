package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.api.Verification;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.json.PlanJson;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.Finding;
import dev.shingle.sim.replay.ReplayReport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Is this plan safe for this network? */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Judge a plan file, whoever made it: by first write and last read of every word, and by replay; retrace its proof of optimality.",
        footer = {"", "Example:", "  shingle verify net.tflite plan.json"})
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Parameters(index = "1", paramLabel = "PLAN", description = "The plan.json to judge; it names its machine.")
    private Path plan = Path.of("plan.json");

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        MemoryPlan memoryPlan = read();
        Model loaded = model.load();
        Verification verification;
        try (ReplayWatch watch = new ReplayWatch(console)) {
            verification = Shingle.verify(loaded.network(), memoryPlan, watch);
        }
        if (json) {
            JsonOutput.print(console.out(), out -> write(out, memoryPlan, verification));
        } else {
            VerificationText.print(verification, console.out());
            if (verification.isSafe()) {
                console.out()
                        .println("lower bound: "
                                + OptimalityText.describe(memoryPlan, verification, "the plan keeps no proof"));
            }
        }
        return verification.isAccepted() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private MemoryPlan read() {
        try {
            return PlanJson.read(plan);
        } catch (NoSuchFileException e) {
            throw new UsageException(plan + ": no such file; expected a plan written by: shingle map");
        } catch (IOException e) {
            throw new UsageException(plan + ": cannot be read: " + e.getMessage());
        }
    }

    private static void write(JsonGenerator json, MemoryPlan plan, Verification verification) throws IOException {
        json.writeStringField("network", plan.network());
        json.writeStringField("machine", plan.machine().name());
        json.writeNumberField("peakBytes", plan.peakBytes());
        json.writeBooleanField("safe", verification.isSafe());
        json.writeBooleanField("optimal", plan.isOptimal());
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
