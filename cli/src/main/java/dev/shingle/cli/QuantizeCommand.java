package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.CalibrationSet;
import dev.shingle.api.Model;
import dev.shingle.api.OutputFidelity;
import dev.shingle.api.QuantizationOptions;
import dev.shingle.api.QuantizationResult;
import dev.shingle.api.Shingle;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.quantize.Edges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an int8 network of a float one, and says how close it comes. */
@Command(
        name = "quantize",
        mixinStandardHelpOptions = true,
        description = "Turn a float network into an int8 one (TensorFlow Lite's scheme), calibrated on pictures.",
        footer = {
            "",
            "Pictures are PGM, PPM or PNG, of any size: samples are brought to 0 .. 255, the picture to the input's size,",
            "and then (sample - mean) / scale is what the network reads. NPY files hold the input's numbers as they are.",
            "The report gives, for every output, how many decibels the float network's numbers lie above the error.",
            "",
            "Examples:",
            "  shingle quantize net.onnx --calibration photos/ -o net.tflite",
            "  shingle quantize ultraface.onnx --calibration generated --mean 127 --scale 128 -o face.tflite"
        })
final class QuantizeCommand implements Callable<Integer> {

    private static final String GENERATED = "generated";

    /** Far from the seeds of calibrations, which people count up from 1. */
    private static final long EVALUATION_SEEDS = 1L << 32;

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Mixin
    private PictureArguments pictures = new PictureArguments();

    @Option(
            names = "--calibration",
            arity = "1..*",
            required = true,
            paramLabel = "DIR|FILE",
            description =
                    "Pictures like those that the network will see; or the word generated, for pictures from a seed.")
    private List<String> calibration = new ArrayList<>();

    @Option(
            names = "--evaluate",
            arity = "1..*",
            paramLabel = "DIR|FILE",
            description = "Pictures to compare both networks on. Default: those of the calibration, or, if these are "
                    + "generated, others of another seed.")
    private List<String> evaluation = new ArrayList<>();

    @Option(
            names = "--samples",
            defaultValue = "32",
            description = "How many pictures are generated to calibrate. Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(
            names = "--evaluation-samples",
            defaultValue = "8",
            description = "How many pictures are generated to compare. Default: ${DEFAULT-VALUE}.")
    private int evaluationSamples;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of generated pictures. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--edges",
            paramLabel = "TYPE",
            defaultValue = "INT8",
            description = {
                "What the new network reads and writes. INT8: stored numbers, as microcontrollers and accelerators want",
                "them. FLOAT32: real numbers, with conversions at the edges. Default: ${DEFAULT-VALUE}."
            })
    private Edges edges = Edges.INT8;

    @Option(
            names = "--trim-outputs",
            description =
                    "Leave trailing LOGISTIC, SOFTMAX, TANH and concatenations to the host: 8 bits hold what these "
                            + "read far better than what they write.")
    private boolean trims;

    @Option(names = "--without-equalization", description = "Leave the ranges of channels as they are.")
    private boolean withoutEqualization;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write the int8 network: .tflite, .onnx or .json.")
    private @Nullable Path output;

    QuantizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (output == null) {
            throw new AssertionError("the option is required");
        }
        NetworkFile.checkEnding(output);
        OutputFiles.of(spec, "--output").claim();
        PictureConversion conversion = pictures.conversion();
        CalibrationSet shown = set(conversion, calibration, samples, seed);
        boolean repeats = evaluation.isEmpty() && !isGenerated(calibration);
        CalibrationSet compared = repeats
                ? shown
                : set(
                        conversion,
                        evaluation.isEmpty() ? calibration : evaluation,
                        evaluationSamples,
                        seed + EVALUATION_SEEDS);
        Model loaded = model.load();
        QuantizationResult result;
        try (QuantizationWatch watch = new QuantizationWatch(console)) {
            result = Shingle.quantize(loaded, shown, compared, options(), watch);
        }
        NetworkFile.write(result.network(), output);
        report(result, shown, compared);
        console.out().println("written to " + output);
        return ExitCode.OK;
    }

    private QuantizationOptions options() {
        QuantizationOptions options = QuantizationOptions.defaults().withEdges(edges);
        options = trims ? options.trimmed() : options;
        return withoutEqualization ? options.withoutEqualization() : options;
    }

    private static CalibrationSet set(PictureConversion conversion, List<String> names, int count, long seed) {
        if (isGenerated(names)) {
            if (count < 1) {
                throw new UsageException("found " + count + " generated pictures, expected at least 1");
            }
            return CalibrationSet.generated(conversion, count, seed);
        }
        ImmutableList<Path> files = names.stream().map(NamedPath::of).collect(toImmutableList());
        return CalibrationSet.files(conversion, files);
    }

    private static boolean isGenerated(List<String> names) {
        return names.size() == 1 && names.get(0).equals(GENERATED);
    }

    private void report(QuantizationResult result, CalibrationSet shown, CalibrationSet compared) {
        TextTable table = new TextTable("output", "shape", "SQNR");
        for (int i = 0; i < result.fidelity().size(); i++) {
            OutputFidelity fidelity = result.fidelity().get(i);
            table.row(
                    fidelity.output(),
                    result.real().outputs().get(i).shape().toString(),
                    decibels(fidelity.decibels()));
        }
        table.print(console.out());
        console.out()
                .println("calibrated on " + shown.size() + ", compared on " + compared.size() + " samples"
                        + (shown == compared ? " (the same ones)" : ""));
    }

    private static String decibels(double decibels) {
        return Double.isInfinite(decibels) ? "exact" : String.format(Locale.ROOT, "%.1f dB", decibels);
    }
}
