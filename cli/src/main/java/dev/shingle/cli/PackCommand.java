package dev.shingle.cli;

import dev.shingle.api.PackingOptions;
import dev.shingle.api.PackingResult;
import dev.shingle.api.Shingle;
import dev.shingle.api.VerifiedPacking;
import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.place.sections.SectionPlanner;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.csv.TraceCsv;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where does every buffer of a recorded trace lie? Takes minimalloc's flags, so that its callers can call us. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = "Turn a recorded allocation trace into a static plan: an offset for every buffer.",
        footer = {
            "",
            "The trace is a CSV file with a header id,lower,upper,size and, if wanted, alignment, hint, gaps and offset,",
            "as minimalloc has them (docs/formats.md). An offset in the trace is a demand; hints are not followed.",
            "",
            "Exit code: 0 packed; 1 proven not to fit, or nothing found that fits (the message says which).",
            "",
            "Examples:",
            "  shingle pack trace.csv --capacity 1MiB --output plan.csv",
            "  shingle pack trace.csv --minimize > plan.csv"
        })
final class PackCommand implements Callable<Integer> {

    /** Ways to lay buffers. */
    enum PlannerChoice {
        SEARCH,
        OVERLAP,
        GREEDY
    }

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The trace.")
    private @Nullable Path file;

    @Option(names = "--input", paramLabel = "FILE", description = "The trace, as an option.")
    private @Nullable Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the trace with its offsets here; standard output by default.")
    private @Nullable Path output;

    @Option(
            names = "--capacity",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Bytes of memory, such as 1048576 or 1MiB. Without --minimize any packing that fits will do.")
    private @Nullable ByteSize capacity;

    @Option(names = "--minimize", description = "Look for the least height, and a proof that it is.")
    private boolean minimize;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeLimit.Converter.class,
            description = "Seconds after which the best so far has to do; also 500ms, 1m30s or inf.")
    private @Nullable TimeLimit timeout;

    @Option(
            names = "--validate",
            description = "Say PASS once the packing has passed the checker, which every packing has to anyway.")
    private boolean validate;

    @Option(
            names = "--planner",
            paramLabel = "NAME",
            defaultValue = "SEARCH",
            description = {
                "SEARCH: complete; by overlap where a trace's gaps have windows.",
                "OVERLAP: local search. GREEDY: by size. Default: ${DEFAULT-VALUE}."
            })
    private PlannerChoice planner = PlannerChoice.SEARCH;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the search. Default: ${DEFAULT-VALUE}.")
    private long seed;

    PackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path source = source();
        PackingOptions question = question();
        OutputFiles.of(spec, "--output").claim();
        AllocationTrace trace = TraceFile.read(source);
        PackingResult result;
        try (PackingWatch watch = new PackingWatch(console)) {
            result = Shingle.pack(
                    trace,
                    question.withPlacement(placement(question.placement()).withWatcher(watch)));
        }
        if (result instanceof PackingResult.Packed packed) {
            report(packed.packing());
            return ExitCode.OK;
        }
        if (result instanceof PackingResult.Infeasible infeasible) {
            PackingText.print(infeasible, console);
        } else if (result instanceof PackingResult.Contradictory contradictory) {
            PackingText.print(contradictory, console);
        }
        return ExitCode.NEGATIVE;
    }

    private Path source() {
        Optional<Path> given = Optional.ofNullable(file);
        Optional<Path> option = Optional.ofNullable(input);
        if (given.isPresent() == option.isPresent()) {
            throw new UsageException(
                    "expected one trace, either as FILE or as --input FILE (see: shingle pack --help)");
        }
        return given.or(() -> option).orElseThrow();
    }

    private PackingOptions question() {
        if (capacity == null && !minimize) {
            throw new UsageException(
                    "expected --capacity SIZE, or --minimize for the least (see: shingle pack --help)");
        }
        PackingOptions options =
                capacity == null ? PackingOptions.leastHeight() : PackingOptions.within(capacity.bytes());
        return (minimize ? options.minimized() : options).withPlanner(planner());
    }

    private Planner planner() {
        return switch (planner) {
            case SEARCH -> new SectionPlanner();
            case OVERLAP -> new OverlapPlanner();
            case GREEDY -> new DisjointGreedy();
        };
    }

    /** With a time limit nothing else counts; without one, nodes do, so that the answer is the same everywhere. */
    private PlacementOptions placement(PlacementOptions defaults) {
        PlacementOptions options = defaults.withSeed(seed);
        Optional<Duration> limit = Optional.ofNullable(timeout).flatMap(TimeLimit::duration);
        return limit.map(time ->
                        options.withBudget(Budget.ofNodes(Long.MAX_VALUE).within(time)))
                .orElse(options);
    }

    /** The plan has standard output for itself unless it goes to a file. */
    private void report(VerifiedPacking packing) {
        String text = TraceCsv.write(packing.trace());
        if (output == null) {
            console.out().print(text);
        } else {
            OutputFile.write(output, text);
        }
        if (output != null || !console.verbosity().isQuiet()) {
            PackingText.print(packing, output == null ? console.err() : console.out());
        }
        if (output != null) {
            console.out().println("written to " + output);
        }
        if (validate) {
            console.err().println("PASS");
        }
    }
}
