package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import java.util.HashMap;
import java.util.Map;

/** A layer as a network of its own, whose result can be laid at any distance from an operand. */
record SingleLayer(Network network, MemoryPlan disjoint, Accelerator accelerator) {

    static SingleLayer of(Layer layer, int lanes, Traversal traversal, GroupOrder order) {
        Network network = new Network(
                layer.name(), ImmutableSet.copyOf(layer.inputs()).asList(), ImmutableList.of(layer), layer.outputs());
        Machine machine =
                TestMachine.of(lanes, ImmutableSet.of(traversal), order, dev.shingle.mapper.machine.Addressing.LINEAR);
        PlanningResult planned = new NetworkPlanner(new DisjointGreedy())
                .plan(Schedule.of(network, machine), PlanningOptions.defaults());
        return new SingleLayer(network, ((PlanningResult.Planned) planned).plan(), Accelerator.ofLanes(lanes));
    }

    /** Nothing is seen at the distance that the plan claims; one word closer, monitor and simulator see the same. */
    void requireTight() {
        for (Step.DistanceClaim claim : disjoint.steps().get(0).distances()) {
            if (!claim.distance().isFree()) {
                long distance = claim.distance().words();
                assertThat(lostWords(claim, distance).read())
                        .as(claim.toString())
                        .isEmpty();
                assertThat(lostWords(claim, distance - 1).read())
                        .as(claim.toString())
                        .isNotEmpty();
            }
        }
    }

    /** Words that are lost at a distance, by the step or by the host who reads the result. */
    LostWords lostWords(Step.DistanceClaim claim, long distance) {
        Scene scene = Scene.of(network, at(claim, distance), accelerator);
        return scene.requireFlagsConfirmed(scene.run());
    }

    private MemoryPlan at(Step.DistanceClaim claim, long distance) {
        long operandWords = words(claim.operand());
        long resultWords = words(claim.result());
        boolean isForward = disjoint.steps().get(0).traversal() == Traversal.FORWARD;
        long ahead = isForward ? distance : resultWords - operandWords - distance;
        Map<String, Long> offsets = new HashMap<>();
        offsets.put(claim.operand(), Math.max(0, ahead));
        offsets.put(claim.result(), Math.max(0, -ahead));
        long end = Math.max(Math.max(0, ahead) + operandWords, Math.max(0, -ahead) + resultWords);
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        for (Placement placement : disjoint.placements()) {
            Long offset = offsets.get(placement.buffer().name());
            placements.add(new Placement(placement.buffer(), offset == null ? end : offset));
            end += offset == null ? placement.buffer().sizeWords() : 0;
        }
        return new MemoryPlan(
                disjoint.network(),
                disjoint.networkHash(),
                disjoint.machine(),
                disjoint.planner(),
                placements.build(),
                disjoint.steps(),
                disjoint.inputs(),
                disjoint.outputs(),
                end,
                disjoint.bound());
    }

    private long words(String buffer) {
        return disjoint.placementsByName().get(buffer).buffer().sizeWords();
    }
}
