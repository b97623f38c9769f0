package dev.shingle.cli;

import dev.shingle.api.MachineComparison;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.MachineChooser;
import dev.shingle.mapper.machine.MachineQuestion;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.machine.yaml.MachineYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which machine is mine? */
@Command(
        name = "machines",
        mixinStandardHelpOptions = true,
        description = {
            "List the machine presets and the questions that tell which one is yours.",
            "Or print one as YAML, or compare what networks need on machines of different abilities."
        },
        footer = {
            "",
            "Examples:",
            "  shingle machines",
            "  shingle machines reference-p8 > mine.yaml",
            "  shingle machines --compare camera-face models/ --markdown"
        })
final class MachinesCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A preset to print as YAML.")
    private @Nullable String name;

    @Option(
            names = "--compare",
            arity = "1..*",
            paramLabel = "MODEL|FOLDER",
            description = {
                "Peak bytes of each model, and of each model file in a folder, on twelve machines:",
                "forward only, either direction, circular; writing 1 or 8 channels, a pixel or a row at once."
            })
    private List<String> compared = new ArrayList<>();

    @ArgGroup
    private TableFormat format = new TableFormat();

    /** How a comparison is printed; aligned text if nothing is said. */
    static final class TableFormat {

        @Option(names = "--markdown", description = "Print the comparison as a Markdown table.")
        private boolean markdown;

        @Option(names = "--csv", description = "Print the comparison as CSV, one line for each number.")
        private boolean csv;
    }

    MachinesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!compared.isEmpty()) {
            return compare();
        }
        if (format.markdown || format.csv) {
            throw new UsageException("--markdown and --csv are for a comparison, expected --compare MODEL");
        }
        if (name == null) {
            list();
            return ExitCode.OK;
        }
        String wanted = name;
        Machine machine = Machines.preset(wanted)
                .orElseThrow(() -> new UsageException(wanted + ": no such preset (see: shingle machines)"));
        console.out().print(MachineYaml.write(machine));
        return ExitCode.OK;
    }

    private int compare() {
        if (name != null) {
            throw new UsageException(name + ": --compare takes models; leave the preset out");
        }
        ComparisonRun<MachineComparison> run =
                new ComparisonRun<>(console, source -> Shingle.compareMachines(Shingle.load(source)));
        run.add(compared);
        if (run.comparisons().isEmpty()) {
            run.refusals().forEach(console::complain);
            return ExitCode.UNUSABLE;
        }
        ComparisonReport report = new ComparisonReport(run.comparisons(), run.refusals(), console.out());
        if (format.csv) {
            report.printCsv();
            run.refusals().forEach(console::complain);
        } else {
            report.print(format.markdown);
        }
        return ExitCode.OK;
    }

    private void list() {
        TextTable table = new TextTable("machine", ">word", ">pad to", "writes at once", "directions", "addresses");
        for (Machine machine : Machines.all()) {
            table.row(
                    machine.name(),
                    machine.layout().wordBits() + " bit",
                    machine.layout().channelPadding() + " ch",
                    granularity(machine),
                    machine.traversals().size() == 2
                            ? "either"
                            : machine.traversals().iterator().next().name().toLowerCase(Locale.ROOT),
                    machine.addressing().name().toLowerCase(Locale.ROOT));
        }
        table.print(console.out(), console.columns(), 3);
        console.out().println();
        Machines.all().forEach(machine -> Paragraph.print(console, machine.name() + ": ", machine.source()));
        console.out().println();
        console.out()
                .println("Which one is yours? " + MachineChooser.questions().size() + " questions tell:");
        int number = 1;
        for (MachineQuestion question : MachineChooser.questions()) {
            console.out().println();
            Paragraph.print(console, number++ + ". ", question.text());
            Paragraph.print(console, "   ", question.why());
            question.answers().forEach(this::print);
        }
        console.out().println();
        Paragraph.print(console, "", MachineChooser.costliestMistake());
    }

    private void print(MachineQuestion.Answer answer) {
        String presets = answer.presets().isEmpty() ? "" : " [" + String.join(", ", answer.presets()) + "]";
        Paragraph.print(console, "   - ", answer.text() + ": " + answer.meaning() + presets);
    }

    private static String granularity(Machine machine) {
        WriteGranularity unit = machine.writeGranularity();
        String text = unit.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        if (unit instanceof WriteGranularity.Group group) {
            text = group.channels() == 1 ? "element" : "group of " + group.channels() + " channels";
        } else if (unit instanceof WriteGranularity.Tile tile) {
            text = "tile of " + tile.rows() + "x" + tile.columns() + " pixels";
        }
        return machine.lineBufferRows() > 0 ? text + ", line buffer of " + machine.lineBufferRows() + " rows" : text;
    }
}
