package dev.shingle.cli;

import dev.shingle.api.fit.CandidateSizing;
import dev.shingle.api.fit.FitAnswer;
import dev.shingle.api.fit.FitQuestion;
import dev.shingle.api.fit.FitSearch;
import dev.shingle.api.fit.Ladder;
import dev.shingle.api.fit.LadderResult;
import dev.shingle.api.fit.ResolutionLadder;
import dev.shingle.api.fit.WidthLadder;
import dev.shingle.api.variant.NetworkVariants;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is the largest that fits? */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = {
            "The largest image, or the widest network, whose activations fit a scratchpad.",
            "By how much it fits, and by how much the next larger one does not."
        },
        footer = {
            "",
            "Examples:",
            "  shingle fit camera-face --capacity 128KiB",
            "  shingle fit net.tflite --capacity 96KiB --machine mine.yaml --multiple-of 16",
            "  shingle fit mobilenet-v1:input=128x128x1 --capacity 64KiB --vary width --json",
            "",
            "Exit code: 0 something fits; 1 nothing does; 2 bad arguments, unusable file."
        })
final class FitCommand implements Callable<Integer> {

    private static final int MOST_PIXELS = 4096;

    private final Console console;

    /** What is changed. */
    enum Axis {
        RESOLUTION,
        WIDTH
    }

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Mixin
    private MachineArguments machine = new MachineArguments();

    @Mixin
    private ScheduleArguments schedule = new ScheduleArguments();

    @Option(
            names = "--capacity",
            required = true,
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Bytes of scratchpad, such as 128KiB.")
    private @Nullable ByteSize capacity;

    @Option(
            names = "--vary",
            paramLabel = "WHAT",
            defaultValue = "RESOLUTION",
            description = "resolution or width. Default: resolution.")
    private Axis axis = Axis.RESOLUTION;

    @Option(
            names = "--multiple-of",
            paramLabel = "PIXELS",
            description = {
                "Only images whose sides are multiples of this; 1 tries every size. Default: what the network's",
                "strides and the sides of its image have in common."
            })
    private @Nullable Integer multipleOf;

    @Option(
            names = "--step",
            paramLabel = "FACTOR",
            converter = FactorConverter.class,
            description = "Only widths that are multiples of this. Default: 0.05.")
    private @Nullable BigDecimal step;

    @Option(
            names = "--widest",
            paramLabel = "FACTOR",
            converter = FactorConverter.class,
            description = "Only widths up to this one. Default: 4.")
    private @Nullable BigDecimal widest;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    FitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (capacity == null) {
            throw new UsageException("found no --capacity, expected one");
        }
        FitQuestion question = new FitQuestion(
                NetworkVariants.of(model.source(), model::load), machine.load(), schedule.choices(), capacity.bytes());
        FitAnswer answer = FitSearch.largest(question, ladder(question));
        if (answer.effort().refused() == answer.ladder().candidates().size()) {
            throw new UsageException(model.source() + ": " + firstRefusal(answer));
        }
        String vary = axis.name().toLowerCase(Locale.ROOT);
        if (json) {
            JsonOutput.print(console.out(), new FitJson(answer, vary)::write);
        } else {
            new FitText(answer, vary, console.out()).print();
        }
        return answer.largest().isPresent() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private static String firstRefusal(FitAnswer answer) {
        return answer.neighbours().stream()
                .flatMap(sizing -> sizing instanceof CandidateSizing.Refused refused
                        ? Stream.of("does not come in other sizes: " + refused.reason())
                        : Stream.empty())
                .findFirst()
                .orElse("does not come in other sizes");
    }

    private Ladder ladder(FitQuestion question) {
        LadderResult result = axis == Axis.RESOLUTION ? resolutions(question) : widths(question);
        if (result instanceof LadderResult.Climbable climbable) {
            return climbable.ladder();
        }
        throw new UsageException(model.source() + ": " + ((LadderResult.Refused) result).reason());
    }

    private LadderResult resolutions(FitQuestion question) {
        if (step != null || widest != null) {
            throw new UsageException("--step and --widest go with --vary width");
        }
        if (multipleOf != null && (multipleOf < 1 || multipleOf > MOST_PIXELS)) {
            throw new UsageException("--multiple-of " + multipleOf + ": expected 1 to " + MOST_PIXELS);
        }
        return ResolutionLadder.of(question, multipleOf == null ? OptionalInt.empty() : OptionalInt.of(multipleOf));
    }

    private LadderResult widths(FitQuestion question) {
        if (multipleOf != null) {
            throw new UsageException("--multiple-of goes with --vary resolution");
        }
        return WidthLadder.of(
                question, step == null ? WidthLadder.STEP : step, widest == null ? WidthLadder.WIDEST : widest);
    }

    /** A plain decimal number: one with an exponent of its own could have more digits than there is memory. */
    static final class FactorConverter implements ITypeConverter<BigDecimal> {

        private static final Pattern FORM = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

        @Override
        public BigDecimal convert(String value) {
            if (!FORM.matcher(value).matches()) {
                throw new TypeConversionException("'" + value + "' is not a factor; write 0.25 or 2");
            }
            return new BigDecimal(value);
        }
    }
}
