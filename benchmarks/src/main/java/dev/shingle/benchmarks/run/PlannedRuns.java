package dev.shingle.benchmarks.run;

import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.run.RunReport;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One run of a face detector of 10.2 million multiplications, weights unpacked anew each time: in memory of its own, by an
 * overlapped plan, and by that plan with every word checked. Wanted: a thousand million multiplications a second without
 * checks, a third of that with. {@link SpeedTable} does the same for any model, in processor time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PlannedRuns {

    @Param({"byte-pixel", "reference-p8", "lane8-group", "row", "line-buffer"})
    String machine = "byte-pixel";

    private PlannedModel model = PlannedModel.of("camera-face", Machines.standard());

    @Setup
    public void plan() {
        model = PlannedModel.of("camera-face", Machines.preset(machine).orElseThrow());
    }

    @Benchmark
    public ImmutableMap<String, TensorData> plain() {
        return model.plain();
    }

    @Benchmark
    public RunReport unchecked() {
        return model.unchecked();
    }

    @Benchmark
    public RunReport checked() {
        return model.checked();
    }
}
