package dev.shingle.cli;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.MachineChooser;
import dev.shingle.mapper.machine.MachineQuestion;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.machine.yaml.MachineYaml;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Which machine is mine? */
@Command(
        name = "machines",
        mixinStandardHelpOptions = true,
        description = "List the machine presets and the questions that tell which one is yours; or print one as YAML.",
        footer = {"", "Examples:", "  shingle machines", "  shingle machines reference-p8 > mine.yaml"})
final class MachinesCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A preset to print as YAML.")
    private @Nullable String name;

    MachinesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
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

    private void list() {
        TextTable table =
                new TextTable("machine", ">word", ">pad to", "writes at once", "directions", "addresses");
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
        table.print(console.out());
        console.out().println();
        Machines.all().forEach(machine -> console.out().println(machine.name() + ": " + machine.source()));
        console.out().println();
        console.out()
                .println("Which one is yours? " + MachineChooser.questions().size() + " questions tell:");
        int number = 1;
        for (MachineQuestion question : MachineChooser.questions()) {
            console.out().println();
            console.out().println(number++ + ". " + question.text());
            console.out().println("   " + question.why());
            question.answers().forEach(this::print);
        }
        console.out().println();
        console.out().println(MachineChooser.costliestMistake());
    }

    private void print(MachineQuestion.Answer answer) {
        String presets = answer.presets().isEmpty() ? "" : " [" + String.join(", ", answer.presets()) + "]";
        console.out().println("   - " + answer.text() + ": " + answer.meaning() + presets);
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
