package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.sweep.Shard;
import dev.shingle.api.sweep.SweepGrid;
import dev.shingle.api.sweep.SweepHeader;
import dev.shingle.api.sweep.SweepRun;
import dev.shingle.api.sweep.SweepSpec;
import dev.shingle.api.sweep.SweepTable;
import dev.shingle.api.sweep.SweepYaml;
import dev.shingle.cli.sweep.JobScript;
import dev.shingle.cli.sweep.JournalException;
import dev.shingle.cli.sweep.SweepJournal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What does each of many need? */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        subcommands = SweepMergeCommand.class,
        description = {
            "Size networks x resolutions x widths x bit widths x machines, on all cores, as a CSV table.",
            "A sweep that was killed goes on where it was; --shard makes it a job array."
        },
        footer = {
            "",
            "Examples:",
            "  shingle sweep sweep.yaml -o results.csv --plot results.svg",
            "  shingle sweep sweep.yaml -o part-2.csv --shard 2/8",
            "  shingle sweep merge part-*.csv -o results.csv",
            "  shingle sweep sweep.yaml -o results.csv --job-script slurm > array.sh"
        })
final class SweepCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "SPEC", description = "The sweep's YAML file.")
    private @Nullable String spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The table. Its journal is kept beside it, as FILE.journal.")
    private @Nullable String output;

    @Option(names = "--shard", paramLabel = "K/N", description = "Only the K-th of N parts, by the hash of each point.")
    private @Nullable String shard;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads work. Default: one for each core.")
    private @Nullable Integer threads;

    @Option(names = "--restart", description = "Forget what a journal holds.")
    private boolean restart;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Also plot SRAM against work, cycles, energy and block RAMs, as .svg or .html.")
    private @Nullable String plot;

    @Option(
            names = "--job-script",
            paramLabel = "SCHEDULER",
            description = "Compute nothing, print a script for a job array: slurm or lsf.")
    private JobScript.@Nullable Scheduler scheduler;

    @Option(names = "--shards", paramLabel = "N", description = "Tasks of the job array. Default: 8.")
    private @Nullable Integer shards;

    SweepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (spec == null || output == null) {
            throw new UsageException(
                    "found no " + (spec == null ? "SPEC" : "-o FILE") + ", expected: sweep SPEC -o FILE");
        }
        SweepSpec swept = read(NamedPath.ofFile(spec));
        SweepGrid grid = SweepGrid.of(swept, version());
        if (scheduler != null) {
            return printScript(scheduler, NamedPath.ofFile(spec), NamedPath.ofFile(output));
        }
        if (shards != null) {
            throw new UsageException("--shards goes with --job-script");
        }
        claimFiles(swept, NamedPath.ofFile(output));
        SweepTable table;
        try {
            table = run(grid, NamedPath.ofFile(output));
        } catch (JournalException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        OutputFile.write(NamedPath.ofFile(output), table.toCsv());
        say("written to " + output);
        if (plot != null) {
            SweepPlotFile.write(NamedPath.ofFile(plot), table);
            say("written to " + plot);
        }
        return ExitCode.OK;
    }

    private void claimFiles(SweepSpec swept, Path result) {
        if (plot != null) {
            SweepPlotFile.requireKnownEnding(NamedPath.ofFile(plot));
        }
        OutputFiles files = OutputFiles.of(command, "--output", "--plot");
        Path file = NamedPath.ofFile(String.valueOf(spec)).toAbsolutePath();
        swept.networks().forEach(network -> files.reads("a network of SPEC", network.source()));
        for (SweepSpec.MachineEntry machine : swept.machines()) {
            String name = machine.label().replaceFirst(":[^:/]*$", "");
            files.reads(
                    "a machine of SPEC", file.resolveSibling(machine.label()).toString());
            files.reads("a machine of SPEC", file.resolveSibling(name).toString());
        }
        files.claim().writes("the journal", SweepJournal.besides(result));
    }

    private static SweepSpec read(Path file) {
        try {
            return SweepYaml.read(file);
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": found no such file, expected a sweep's YAML file");
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** The part of the version that says which program it is; what else it says does not change results. */
    private String version() {
        String[] lines = command.root().version();
        return lines.length == 0 ? "shingle" : lines[0];
    }

    private int printScript(JobScript.Scheduler wanted, Path file, Path result) {
        int tasks = shards == null ? 8 : shards;
        if (Shard.parse("1/" + tasks).isEmpty()) {
            throw new UsageException("--shards " + tasks + ": expected 1 to 100000");
        }
        console.out()
                .print(new JobScript(
                                wanted,
                                file.toAbsolutePath().toString(),
                                result.toAbsolutePath().toString(),
                                tasks)
                        .text());
        return ExitCode.OK;
    }

    private SweepTable run(SweepGrid grid, Path result) throws IOException {
        SweepHeader header = grid.header(part());
        ImmutableList<Integer> points = grid.pointsOf(header.shard());
        Path file = SweepJournal.besides(result.toAbsolutePath());
        try (SweepJournal journal = SweepJournal.open(file, grid, header, restart)) {
            ImmutableList<Integer> missing = journal.missing(points);
            tell(journal, points.size(), missing.size());
            String throughput;
            try (SweepWatch watch = new SweepWatch(console, points.size(), points.size() - missing.size())) {
                SweepRun.run(grid, missing, workers(), (index, row) -> {
                    journal.add(index, grid.key(index), row);
                    watch.step();
                });
                throughput = watch.throughput();
            }
            SweepTable table = journal.table();
            say(throughput + errors(table));
            return table;
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": cannot be written: its folder does not exist");
        }
    }

    private void tell(SweepJournal journal, int all, int missing) {
        if (journal.droppedBytes() > 0) {
            say("the journal ends in a line that was not finished; dropped its " + journal.droppedBytes() + " bytes");
        }
        if (missing < all) {
            say(String.format(Locale.ROOT, "%,d of %,d points are done already", all - missing, all));
        }
    }

    private static String errors(SweepTable table) {
        return table.errors() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %,d of %,d points have no figures (column error says why)",
                        table.errors(),
                        table.rows().size());
    }

    private void say(String message) {
        if (!console.verbosity().isQuiet()) {
            console.complain(message);
        }
    }

    private Shard part() {
        if (shard == null) {
            return Shard.whole();
        }
        return Shard.parse(shard)
                .orElseThrow(() -> new UsageException("--shard " + shard + ": expected K/N such as 2/8"));
    }

    private int workers() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1 || threads > 1024) {
            throw new UsageException("--threads " + threads + ": expected 1 to 1024");
        }
        return threads;
    }
}
