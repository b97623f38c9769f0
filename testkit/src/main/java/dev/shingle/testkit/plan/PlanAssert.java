package dev.shingle.testkit.plan;

import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** What may be said of a plan. */
public final class PlanAssert extends AbstractAssert<PlanAssert, MemoryPlan> {

    PlanAssert(MemoryPlan plan) {
        super(plan, PlanAssert.class);
    }

    /**
     * No word is lost: says the static checker, which compares first write and last read of every word, and so says the
     * replay, which runs every unit of work on a scratchpad in which each word carries its tag.
     */
    public PlanAssert isSafe() {
        CheckReport check = PlanChecker.check(actual);
        ReplayReport replay = Replay.run(actual);
        if (!check.isSafe() || !replay.isSilent()) {
            throw failure(
                    "%s on %s: the plan is not safe%n  replay: %s of %s words read were lost%s%n  checker: %s",
                    actual.network(),
                    actual.machine().name(),
                    replay.violations(),
                    replay.wordsRead(),
                    replay.firstLost().map(lost -> ", first at " + lost).orElse(""),
                    verdict(check));
        }
        return this;
    }

    /** Some word is lost, and both judges see it. */
    public PlanAssert isUnsafe() {
        if (PlanChecker.check(actual).isSafe() || Replay.run(actual).isSilent()) {
            throw failure(
                    "%s on %s: no word is lost",
                    actual.network(), actual.machine().name());
        }
        return this;
    }

    /** The plan needs no more of the scratchpad than so many bytes. */
    public PlanAssert fitsInto(long capacityBytes) {
        if (actual.peakBytes() > capacityBytes) {
            throw failure(
                    "%s needs %s bytes, %s more than the capacity of %s",
                    actual.network(), actual.peakBytes(), actual.peakBytes() - capacityBytes, capacityBytes);
        }
        return this;
    }

    /** No plan of this network for this machine needs less. */
    public PlanAssert isOptimal() {
        if (!actual.isOptimal()) {
            throw failure(
                    "%s needs %s words, and the bound is %s (%s)",
                    actual.network(),
                    actual.peakWords(),
                    actual.bound().words(),
                    actual.bound().reason());
        }
        return this;
    }

    private static String verdict(CheckReport check) {
        return check instanceof CheckReport.Unsafe unsafe
                ? unsafe.findings().stream().map(String::valueOf).collect(Collectors.joining("; "))
                : "safe";
    }
}
