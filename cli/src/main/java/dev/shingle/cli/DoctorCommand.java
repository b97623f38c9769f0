package dev.shingle.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
import dev.shingle.api.Shingle;
import dev.shingle.cli.doctor.Surroundings;
import dev.shingle.cli.doctor.Tool;
import dev.shingle.cli.doctor.ToolProbe;
import dev.shingle.cli.doctor.ToolState;
import dev.shingle.mapper.machine.Machines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is here, what is missing, what would it be good for? */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Say which tools are here, what is missing, what it would be good for and how to get it.",
            "Tries out the program itself, too. Uses no network; no tool is waited for longer than ten seconds."
        },
        footer = {
            "",
            "Examples:",
            "  shingle doctor",
            "  shingle doctor --json",
            "",
            "Exit code: 0, whatever is missing; 2 if the program itself does not work here."
        })
final class DoctorCommand implements Callable<Integer> {

    /** A network whose answer has been known for long. */
    private static final String TRIAL = "camera-face";

    private static final long TRIAL_PEAK_BYTES = 76_800;

    private final Console console;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = Surroundings.of(System.getenv());
        ImmutableList<ToolState> tools = new ToolProbe(System.getenv().getOrDefault("PATH", "")).examine(Tool.all());
        String trial = trial();
        if (json) {
            JsonOutput.print(console.out(), out -> write(out, surroundings, tools, trial));
        } else {
            print(surroundings, tools, trial);
        }
        return trial.isEmpty() ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    /** What is wrong with the program itself; empty if nothing is. */
    private static String trial() {
        try {
            long peakBytes =
                    Shingle.size(Shingle.load(TRIAL), Machines.standard()).plannedPeakBytes();
            return peakBytes == TRIAL_PEAK_BYTES
                    ? ""
                    : "sized " + TRIAL + " to " + peakBytes + " B, expected " + TRIAL_PEAK_BYTES;
        } catch (RuntimeException | LinkageError e) {
            return "cannot size " + TRIAL + ": " + e;
        }
    }

    private void print(Surroundings surroundings, ImmutableList<ToolState> tools, String trial) {
        console.out().println(ProgramVersion.current().line());
        console.out().println();
        TextTable around = new TextTable("here", "");
        surroundings.lines().forEach(around::row);
        around.row("terminal", terminal());
        around.row("program", runningFrom());
        around.row("trial", trial.isEmpty() ? "sized " + TRIAL + ": right" : "FAILED: " + trial);
        around.print(console.out());
        console.out().println();
        TextTable table = new TextTable("tool", "version", "what for");
        tools.forEach(state ->
                table.row(state.tool().command(), state.version(), state.tool().enables()));
        table.print(console.out());
        console.out().println();
        console.out().println(advice(tools));
    }

    private String terminal() {
        return (console.unicode() ? "UTF-8" : "ASCII") + ", " + (console.colour() ? "colours" : "no colours (NO_COLOR)")
                + ", progress " + (console.interactive() ? "shown" : "not shown (nobody watches standard error)");
    }

    private static String runningFrom() {
        return Path.of(System.getProperty("java.home")) + ", working in "
                + Path.of("").toAbsolutePath();
    }

    /** No tool is needed for the questions that most people have. */
    private static String advice(ImmutableList<ToolState> tools) {
        String missing = missingPackages(tools);
        return missing.isEmpty()
                ? "Nothing is missing."
                : "None of the tools is needed to size, map, verify, run or export. What is missing, on Debian and Ubuntu:\n"
                        + "  apt-get install " + missing;
    }

    private static String missingPackages(ImmutableList<ToolState> tools) {
        return tools.stream()
                .filter(state -> !state.isThere())
                .map(state -> state.tool().debianPackage())
                .distinct()
                .collect(joining(" "));
    }

    private void write(JsonGenerator out, Surroundings surroundings, ImmutableList<ToolState> tools, String trial)
            throws IOException {
        ProgramVersion version = ProgramVersion.current();
        out.writeStringField("version", version.version());
        out.writeStringField("commit", version.commit());
        out.writeStringField("java", surroundings.java());
        out.writeStringField("system", surroundings.system());
        out.writeNumberField("cores", surroundings.cores());
        out.writeNumberField("heapBytes", surroundings.heapBytes());
        out.writeNumberField("memoryBytes", surroundings.memoryBytes());
        out.writeStringField("locale", surroundings.locale());
        out.writeStringField("fileNames", surroundings.fileNames());
        out.writeBooleanField("works", trial.isEmpty());
        out.writeArrayFieldStart("tools");
        for (ToolState state : tools) {
            out.writeStartObject();
            for (Map.Entry<String, String> field : fields(state)) {
                out.writeStringField(field.getKey(), field.getValue());
            }
            out.writeBooleanField("there", state.isThere());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("missingPackages", missingPackages(tools));
    }

    private static ImmutableList<Map.Entry<String, String>> fields(ToolState state) {
        return ImmutableList.of(
                Map.entry("command", state.tool().command()),
                Map.entry("path", state.path().map(Path::toString).orElse("")),
                Map.entry("version", state.version()),
                Map.entry("enables", state.tool().enables()),
                Map.entry("debianPackage", state.tool().debianPackage()));
    }
}
