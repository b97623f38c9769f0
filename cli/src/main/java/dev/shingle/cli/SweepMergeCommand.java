package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import dev.shingle.api.sweep.SweepTable;
import dev.shingle.cli.sweep.JournalException;
import dev.shingle.cli.sweep.SweepJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one table of the shards of a sweep. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Join the shards of a sweep into the table that one run would have made, byte for byte.",
            "Refuses shards of different sweeps or versions, and points that are missing or there twice."
        },
        footer = {"", "Example:", "  shingle sweep merge part-1.csv part-2.csv -o results.csv"})
final class SweepMergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Results of shards; each must have its journal, FILE.journal, beside it.")
    private List<String> parts = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The table.")
    private String output = "";

    @Option(names = "--plot", paramLabel = "FILE", description = "Also plot it, as .svg or .html.")
    private @Nullable String plot;

    @Override
    public Integer call() {
        claimFiles();
        SweepTable.Joined joined =
                SweepTable.join(parts.stream().map(SweepMergeCommand::read).collect(toImmutableList()));
        if (joined instanceof SweepTable.Refused refused) {
            throw new UsageException(refused.reason());
        }
        SweepTable table = ((SweepTable.Complete) joined).table();
        OutputFile.write(NamedPath.ofFile(output), table.toCsv());
        if (plot != null) {
            SweepPlotFile.write(NamedPath.ofFile(plot), table);
        }
        return ExitCode.OK;
    }

    private void claimFiles() {
        if (plot != null) {
            SweepPlotFile.requireKnownEnding(NamedPath.ofFile(plot));
        }
        OutputFiles files = OutputFiles.of(spec, "--output", "--plot");
        for (String part : parts) {
            files.reads(
                    "a journal", SweepJournal.besides(NamedPath.ofFile(part)).toString());
        }
        files.claim();
    }

    private static SweepTable.Part read(String name) {
        Path file = NamedPath.ofFile(name);
        try {
            return new SweepTable.Part(name, SweepJournal.read(SweepJournal.besides(file)));
        } catch (JournalException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
