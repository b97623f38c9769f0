package dev.shingle.benchmarks.run;

import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
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

/** What can be said of a plan, from first writes and last reads up to the real arithmetic. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Judges {

    @Param({"camera-face"})
    String network = "camera-face";

    private PlannedModel model = plan(network);

    @Setup
    public void plan() {
        model = plan(network);
    }

    private static PlannedModel plan(String network) {
        return PlannedModel.of(network, Machines.preset("reference-p8").orElseThrow());
    }

    @Benchmark
    public CheckReport staticCheck() {
        return PlanChecker.check(model.plan());
    }

    @Benchmark
    public ReplayReport replay() {
        return Replay.run(model.plan());
    }

    @Benchmark
    public CycleReport cycles() {
        return CycleModel.REFERENCE.estimate(
                model.plan(), model.plan().machine().engine().orElseThrow());
    }

    @Benchmark
    public RunReport checkedRun() {
        return model.checked();
    }
}
