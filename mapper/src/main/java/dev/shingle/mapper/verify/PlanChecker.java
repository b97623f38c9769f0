package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Network;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides whether a memory plan is safe, whoever made it.
 *
 * <p>The verdict is that of a replay with a tag on every word of the scratchpad: a plan is safe if no read finds another
 * tag or an unwritten word. It is reached without one, from the first write and the last read of every word. The distances
 * in the plan take no part in it; they are claims, each checked on its own.
 */
public final class PlanChecker {

    private final PlanIndex index;
    private final Findings findings;
    private int claimsChecked;
    private OptionalLong leastSlackWords = OptionalLong.empty();

    private PlanChecker(PlanIndex index, Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    /** Judges a plan together with the network that it is said to run. */
    public static CheckReport check(Network network, MemoryPlan plan) {
        return check(Optional.of(network), plan);
    }

    /** Judges a plan on its own: whether the steps that it lists are safe, not whether they are the right ones. */
    public static CheckReport check(MemoryPlan plan) {
        return check(Optional.empty(), plan);
    }

    private static CheckReport check(Optional<Network> network, MemoryPlan plan) {
        Findings findings = new Findings();
        new StructureCheck(plan, findings).run();
        if (!findings.isEmpty()) {
            return findings.report();
        }
        network.ifPresent(known -> new NetworkCheck(known, plan, findings).run());
        new UseCheck(plan, findings).run();
        return new PlanChecker(new PlanIndex(plan), findings).replay();
    }

    private CheckReport replay() {
        SafetyCheck safety = new SafetyCheck(index, findings);
        safety.fillInputs();
        for (Step step : index.plan().steps()) {
            StepScene scene = StepScene.of(index, step);
            checkClaims(scene);
            safety.run(scene);
        }
        safety.takeOutputs();
        return findings.isEmpty()
                ? new CheckReport.Safe(safety.wordsChecked(), safety.wordsCompared(), claimsChecked, leastSlackWords)
                : findings.report();
    }

    private void checkClaims(StepScene scene) {
        ClaimCheck check = new ClaimCheck(scene);
        for (Step.DistanceClaim claim : scene.step().distances()) {
            claimsChecked++;
            StepScene.Read read = scene.readsOf(index.numberOf(claim.operand())).get(0);
            ImmutableList<StepScene.Write> writes = scene.writesOf(index.numberOf(claim.result()));
            StepScene.Write write = writes.get(0);
            writes.stream()
                    .flatMap(each -> check.check(claim, each, scene.readsOf(read.buffer())).stream())
                    .findFirst()
                    .ifPresent(findings::add);
            if (!index.memory().shared(read.placement(), write.placement()).isEmpty()) {
                check.slackWords(claim, write, read)
                        .ifPresent(slack ->
                                leastSlackWords = OptionalLong.of(Math.min(slack, leastSlackWords.orElse(slack))));
            }
        }
    }
}
