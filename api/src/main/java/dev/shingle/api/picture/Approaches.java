package dev.shingle.api.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import java.util.Objects;
import java.util.OptionalLong;

/** All that a plan claims of distances, beside what they are. */
final class Approaches {

    private final MemoryPlan plan;
    private final ImmutableMap<String, Placement> placements;
    private final ImmutableList<Approach> all;

    Approaches(MemoryPlan plan) {
        this.plan = plan;
        this.placements = plan.placementsByName();
        this.all = plan.steps().stream()
                .flatMap(step -> step.distances().stream().map(claim -> approach(step, claim)))
                .collect(toImmutableList());
    }

    ImmutableList<Approach> of(String buffer) {
        return all.stream()
                .filter(each -> each.operand().equals(buffer) || each.result().equals(buffer))
                .collect(toImmutableList());
    }

    private Approach approach(Step step, Step.DistanceClaim claim) {
        Placement operand = Objects.requireNonNull(placements.get(claim.operand()), claim.operand());
        Placement result = Objects.requireNonNull(placements.get(claim.result()), claim.result());
        Distance distance = claim.distance();
        long apart = apart(step.traversal(), operand, result, distance);
        boolean isFollowing = !distance.isFree() && apart >= distance.words() && share(operand, result);
        return new Approach(
                claim.operand(),
                claim.result(),
                step.traversal(),
                distance.isFree() ? OptionalLong.empty() : OptionalLong.of(bytes(distance.words())),
                bytes(apart),
                isFollowing ? OptionalLong.of(bytes(apart - distance.words())) : OptionalLong.empty());
    }

    /** Forward from the result's start up to the operand's, in reverse from the operand's end up to the result's. */
    private long apart(Traversal traversal, Placement operand, Placement result, Distance distance) {
        long apart = traversal == Traversal.FORWARD
                ? operand.offsetWords() - result.offsetWords()
                : result.endWords() - operand.endWords();
        if (plan.machine().addressing() == Addressing.LINEAR || distance.isFree()) {
            return apart;
        }
        // On a circle there is always a way on from the one to the other: the first that is long enough.
        return distance.words() + Math.floorMod(apart - distance.words(), plan.peakWords());
    }

    private boolean share(Placement one, Placement other) {
        if (plan.machine().addressing() == Addressing.LINEAR) {
            return one.offsetWords() < other.endWords() && other.offsetWords() < one.endWords();
        }
        long modulus = plan.peakWords();
        long ahead = Math.floorMod(other.offsetWords() - one.offsetWords(), modulus);
        return ahead < one.buffer().sizeWords()
                || modulus - ahead < other.buffer().sizeWords();
    }

    private long bytes(long words) {
        Layout layout = plan.machine().layout();
        return words >= 0 ? layout.bytesOf(words) : -layout.bytesOf(-words);
    }
}
