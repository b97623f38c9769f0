package dev.shingle.benchmarks;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableListMultimap.toImmutableListMultimap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Iterables;
import com.sun.management.OperatingSystemMXBean;
import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.sections.HeightListener;
import dev.shingle.mapper.place.sections.LeastHeight;
import dev.shingle.mapper.place.sections.SearchOptions;
import dev.shingle.mapper.place.sections.SectionSearch;
import dev.shingle.mapper.place.sections.Trick;
import dev.shingle.mapper.place.sections.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Plain allocation in numbers, as Markdown: published instances at their capacity and minimised, unseen instances, and what
 * each trick brings. Arguments: seconds for each minimisation, and the folder with the instances of others.
 */
public final class AllocationTable {

    private static final int SEEDS = 5;
    private static final long DECISION_NODES = 300_000;
    private static final long TRICK_NODES = 60_000;
    private static final int OF_EACH_SIZE = 10;

    private final Duration limit;
    private final Path folder;

    private AllocationTable(Duration limit, Path folder) {
        this.limit = limit;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20;
        Path folder = Path.of(arguments.length > 1 ? arguments[1] : "../../shared/peers/allocation");
        new AllocationTable(Duration.ofSeconds(seconds), folder).print();
    }

    /** One decision: seconds are of processor time. */
    private record Run(boolean isSolved, long nodes, double seconds) {}

    private void print() throws IOException {
        ImmutableList<AllocationInstance> challenging = AllocationInstance.ofFolder(folder.resolve("challenging"));
        ImmutableList<AllocationInstance> guillotine = AllocationInstance.guillotine(OF_EACH_SIZE);
        guillotine.stream().limit(SEEDS).forEach(each -> decide(each, SearchOptions.standard(), DECISION_NODES));
        printDecisions("Published, at the stated capacity: median of " + SEEDS + " seeds", challenging, SEEDS);
        printDecisions("Unseen, no slack: " + OF_EACH_SIZE + " of each size", guillotine, 1);
        printDecisions(
                "Unseen, no slack, pinwheels: " + OF_EACH_SIZE + " of each size",
                AllocationInstance.pinwheels(OF_EACH_SIZE),
                1);
        printHeights("Least heights, published", challenging);
        printHeights("Least heights, large", AllocationInstance.ofFolder(folder.resolve("large")));
        printHeights("Least heights, traces of networks", AllocationInstance.ofFolder(folder.resolve("cnn-traces")));
        printTricks(ImmutableList.copyOf(
                Iterables.concat(challenging, guillotine.stream().limit(20).collect(toImmutableList()))));
    }

    private static void printDecisions(String title, ImmutableList<AllocationInstance> instances, int seeds) {
        line("\n%s\n\n| instance | buffers | solved | processor seconds, median | most | nodes, median |", title);
        line("|---|---|---|---|---|---|");
        ImmutableListMultimap<String, AllocationInstance> byName =
                instances.stream().collect(toImmutableListMultimap(AllocationInstance::name, each -> each));
        byName.asMap().forEach((name, same) -> {
            ImmutableList<Run> runs = same.stream()
                    .flatMap(each -> LongStream.rangeClosed(1, seeds)
                            .mapToObj(seed ->
                                    decide(each, SearchOptions.standard().withSeed(seed), DECISION_NODES)))
                    .collect(toImmutableList());
            double[] seconds = runs.stream().mapToDouble(Run::seconds).sorted().toArray();
            long[] nodes = runs.stream().mapToLong(Run::nodes).sorted().toArray();
            line(
                    "| %s | %d | %d of %d | %.3f | %.3f | %,d |",
                    name,
                    same.iterator().next().rectangles().count(),
                    runs.stream().filter(Run::isSolved).count(),
                    runs.size(),
                    seconds[seconds.length / 2],
                    seconds[seconds.length - 1],
                    nodes[nodes.length / 2]);
        });
    }

    private void printHeights(String title, ImmutableList<AllocationInstance> instances) {
        line("\n%s\n\n| instance | buffers | lower bound | height | above | proven | seconds | nodes |", title);
        line("|---|---|---|---|---|---|---|---|");
        for (AllocationInstance instance : instances) {
            long start = System.nanoTime();
            LeastHeight.Result result = LeastHeight.of(
                    instance.rectangles(),
                    SearchOptions.standard(),
                    Budget.ofNodes(Long.MAX_VALUE / 4).within(limit),
                    HeightListener.none());
            line(
                    "| %s | %d | %,d | %,d | %.3f %% | %s | %.3f | %,d |",
                    instance.name(),
                    instance.rectangles().count(),
                    result.lowerBound(),
                    result.height(),
                    100.0 * (result.height() - result.lowerBound()) / result.lowerBound(),
                    result.isProven() ? "yes" : "no",
                    secondsSince(start),
                    result.nodes());
        }
    }

    private static void printTricks(ImmutableList<AllocationInstance> instances) {
        line(
                "\nWithout one trick: %d instances, %,d nodes at most\n\n| without | solved | nodes, sum | processor seconds, sum |",
                instances.size(), TRICK_NODES);
        line("|---|---|---|---|");
        printTotal("-", instances, SearchOptions.standard());
        for (Trick trick : Trick.values()) {
            printTotal(
                    trick.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    instances,
                    SearchOptions.standard().without(trick));
        }
    }

    private static void printTotal(String name, ImmutableList<AllocationInstance> instances, SearchOptions options) {
        ImmutableList<Run> runs = instances.stream()
                .map(each -> decide(each, options, TRICK_NODES))
                .collect(toImmutableList());
        line(
                "| %s | %d | %,d | %.1f |",
                name,
                runs.stream().filter(Run::isSolved).count(),
                runs.stream().mapToLong(Run::nodes).sum(),
                runs.stream().mapToDouble(Run::seconds).sum());
    }

    private static Run decide(AllocationInstance instance, SearchOptions options, long nodes) {
        double start = processorSeconds();
        Verdict verdict =
                SectionSearch.fits(instance.rectangles(), instance.capacityBytes(), options, Budget.ofNodes(nodes));
        return new Run(verdict instanceof Verdict.Fits, verdict.nodes(), processorSeconds() - start);
    }

    /** Of all threads, Java's compiler among them: unlike the wall's, they hardly depend on what else runs. */
    private static double processorSeconds() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void line(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
