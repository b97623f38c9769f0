package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.networks.Network;
import dev.shingle.networks.json.NetworkJson;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.networks.zoo.ZooEntry;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which networks are built in? */
@Command(
        name = "networks",
        mixinStandardHelpOptions = true,
        description = "List the zoo; or write a network, as JSON to read or to edit, or for other programs to run.",
        footer = {
            "",
            "Examples:",
            "  shingle networks",
            "  shingle networks mobilenet-v2 --details",
            "  shingle networks camera-face -o camera-face.json",
            "  shingle networks mobilenet-v1:0.25,128x128x1 -o mobilenet.tflite"
        })
final class NetworksCommand implements Callable<Integer> {

    /** One command for each reason to look at this list. */
    private static final ImmutableMap<String, String> FIRST = ImmutableMap.of(
            "a detector that fits into the block RAM of a small FPGA", "map camera-face",
            "what the literature measures overlap on", "size dncnn:256x256",
            "residual additions and concatenations", "size densenet121",
            "all detectors and denoisers at once, beside published savings", "claims",
            "a file of your own", "size FILE.tflite");

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A network to write.")
    private @Nullable String model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to write it: NAME.tflite, NAME.onnx, or else as JSON; JSON on standard output by default.")
    private @Nullable Path output;

    @Option(names = "--raw", description = "Write the network as the file has it, before the simplification passes.")
    private boolean raw;

    @Option(
            names = "--details",
            description = "List parameters, an example and the source as well; with MODEL, of that network of the zoo.")
    private boolean details;

    @Mixin
    private DimensionArguments dimensions = new DimensionArguments();

    NetworksCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (details || model == null) {
            refuseWriting();
            if (details) {
                details();
            } else {
                list();
            }
            return ExitCode.OK;
        }
        OutputFiles.of(spec, "--output").claim();
        Model loaded = Shingle.load(model, Simplifier.standard(), dimensions.sizes());
        Network network = raw ? loaded.original() : loaded.network();
        if (output == null) {
            console.out().print(NetworkJson.write(network));
        } else {
            NetworkFile.write(network, output);
            console.out().println("written to " + output);
        }
        return ExitCode.OK;
    }

    private void refuseWriting() {
        for (String option : new String[] {"--output", "--raw", "--dim"}) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UsageException(option + ": found nothing to write, expected MODEL, and no --details");
            }
        }
    }

    private void list() {
        TextTable table = new TextTable("network", "kind", "what it is");
        Zoo.entries().forEach(entry -> table.row(entry.name(), entry.family(), entry.description()));
        table.print(console.out(), console.columns(), 2);
        console.out().println();
        Paragraph.print(console, "", """
                Parameters stand behind a colon: shingle size mobilenet-v2:width=0.35,input=96x96x3 (a bare size is the \
                input). Which there are, with their defaults, and where the layers were published: \
                shingle networks --details, or of one network shingle networks mobilenet-v2 --details.""");
        console.out().println();
        console.out().println("Which one to try first?");
        FIRST.forEach((purpose, command) -> Paragraph.print(console, "  ", purpose + ": shingle " + command));
    }

    private void details() {
        ImmutableList<ZooEntry> wanted = model == null ? Zoo.entries() : ImmutableList.of(entry(model));
        for (ZooEntry entry : wanted) {
            console.out().println(entry.name() + " (" + entry.family() + ")");
            Paragraph.print(console, "  what it is:  ", entry.description());
            Paragraph.print(console, "  parameters:  ", entry.parameters().isEmpty() ? "none" : entry.parameters());
            Paragraph.print(console, "  example:     ", "shingle size " + entry.example());
            Paragraph.print(console, "  layers from: ", entry.source());
        }
    }

    private static ZooEntry entry(String model) {
        String name = model.replaceFirst(":.*", "");
        return Zoo.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("--details: found no network of the zoo called " + name
                        + NearestName.to(
                                        name,
                                        Zoo.entries().stream()
                                                .map(ZooEntry::name)
                                                .toList())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(" (see: shingle networks)")));
    }
}
