package dev.shingle.benchmarks.report;

import com.google.common.collect.ImmutableList;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of an operation: that of all threads of the process, the garbage collector's among them, without Java's
 * compilers. Unlike the wall's time it hardly depends on what else the machine does.
 */
public final class ProcessorTime implements InternalProfiler {

    /** Name of the figure, in nanoseconds. */
    static final String FIGURE = "cpu";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long start;

    /** Called by JMH. */
    public ProcessorTime() {}

    @Override
    public String getDescription() {
        return "processor time of an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = processorNanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanos = processorNanos() - start;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return ImmutableList.of(new ScalarResult(FIGURE, nanos / operations, "ns/op", AggregationPolicy.AVG));
    }

    private long processorNanos() {
        return system.getProcessCpuTime() - CompilerThreads.processorNanos();
    }
}
