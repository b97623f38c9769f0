package dev.shingle.cli;

import dev.shingle.api.Explanation;
import dev.shingle.api.Model;
import dev.shingle.api.Reordered;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.json.OperatorJson;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why may this layer's output come so close to its input? And why does another tool give another number? */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "The safe distances of one layer: by formula, and counted word by word.",
            "Or, of a number of bytes that another tool gives for the same network, what that tool counts."
        },
        footer = {
            "",
            "Examples:",
            "  shingle explain camera-face --layer 2",
            "  shingle explain person_detect.tflite --bytes 73728"
        })
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Mixin
    private MachineArguments machine = new MachineArguments();

    @Mixin
    private ScheduleArguments schedule = new ScheduleArguments();

    @Mixin
    private OrderArgument order = new OrderArgument();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    /** What is to be explained. */
    static final class Subject {

        @Option(
                names = "--layer",
                paramLabel = "N",
                description = "Step number, layer name, operator of the file (CONV_2D#3) or name of the result.")
        private String layer = "";

        @Option(
                names = "--bytes",
                paramLabel = "SIZE",
                converter = ByteSize.Converter.class,
                description = "Another tool's number, such as 73728 or 72KiB.")
        private @Nullable ByteSize bytes;
    }

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Machine target = machine.load();
        Model given = model.load();
        Model loaded = order.search(given, target, schedule.choices())
                .map(Reordered::model)
                .orElse(given);
        ByteSize number = subject.bytes;
        if (number != null) {
            new ByteAccountText(Shingle.byteAccounts(loaded, target, schedule.choices()), console.out())
                    .print(number.bytes());
            return ExitCode.OK;
        }
        return explainLayer(loaded, target, subject.layer);
    }

    private int explainLayer(Model loaded, Machine target, String layer) {
        List<Integer> steps = Shingle.findSteps(loaded, target, schedule.choices(), layer);
        if (steps.isEmpty()) {
            throw new UsageException("--layer " + layer + ": no such step, layer, operator or result in "
                    + model.source() + " (see: shingle size " + model.source() + ")");
        }
        boolean confirmed = true;
        for (int step : steps) {
            Explanation explanation = Shingle.explain(loaded, target, schedule.choices(), step);
            print(explanation);
            confirmed &= explanation.isConfirmed();
        }
        return confirmed ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void print(Explanation explanation) {
        console.out()
                .printf(
                        "step %d, %s (from %s)%n",
                        explanation.step(), explanation.layer(), String.join(" + ", explanation.sources()));
        console.out()
                .println("geometry: "
                        + OperatorJson.toJson(explanation.operation().operator()));
        explanation.operation().operands().forEach(use -> console.out().println("  reads  " + describe(use)));
        explanation.operation().results().forEach(use -> console.out().println("  writes " + describe(use)));
        console.out().println();
        TextTable table = new TextTable(
                "input -> output", "runs", "", ">formula", ">word by word", "", ">I words", ">O words", ">M words");
        for (Explanation.Pair pair : explanation.pairs()) {
            table.row(
                    pair.operand() + " -> " + pair.result(),
                    pair.traversal().name().toLowerCase(Locale.ROOT),
                    pair.traversal() == Traversal.FORWARD ? "D (2)" : "E (4)",
                    number(pair.formula()),
                    number(pair.literal()),
                    pair.isConfirmed() ? "agree" : "DISAGREE",
                    String.format(Locale.ROOT, "%,d", pair.operandWords()),
                    String.format(Locale.ROOT, "%,d", pair.resultWords()),
                    space(pair));
        }
        table.print(console.out());
        console.out().println();
        console.out()
                .println(
                        "M = max(I + max(D, 0), O): words that the pair needs (equation 6). Equations: docs/model.md.");
    }

    private static String describe(TensorUse use) {
        String whole = "%s  %s %s".formatted(use.name(), use.shape(), use.type());
        return use.slice()
                .map(slice -> whole
                        + ", a part: from word %d, channel %d of %d"
                                .formatted(slice.offsetWords(), slice.channelOffset(), slice.pixelStride()))
                .orElse(whole);
    }

    private static String space(Explanation.Pair pair) {
        if (!pair.dies()) {
            return "input lives on";
        }
        return pair.arrives() ? String.format(Locale.ROOT, "%,d", pair.pairWords()) : "other parts live already";
    }

    private static String number(Distance distance) {
        return distance.isFree() ? "free" : String.format(Locale.ROOT, "%,d", distance.words());
    }
}
