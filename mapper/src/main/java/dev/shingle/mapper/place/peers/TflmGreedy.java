package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Comparator;

/**
 * Offline-planned buffers (those with a fixed start) first, then the largest, each into the first gap that holds it,
 * counted from the bottom. Of equal sizes the one that was added last comes first. O(n k log k) for k neighbours a buffer.
 *
 * <p>The {@code GreedyMemoryPlanner} of TensorFlow Lite for Microcontrollers
 * (tensorflow/lite/micro/memory_planner/greedy_memory_planner.cc), whose list of buffers that are still to be placed is
 * filled from its tail and then sorted without disturbing equals.
 *
 * <p>Overlaps nothing; takes no notice of a capacity.
 */
public final class TflmGreedy implements Planner {

    @Override
    public String name() {
        return "tflm-greedy";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        Comparator<Integer> bySize =
                Comparator.<Integer>comparingLong(disjoint::size).reversed();
        int[] order = Order.of(disjoint.bufferCount(), bySize.thenComparing(Comparator.reverseOrder()));
        Arrangement arrangement = new LowestFit(disjoint).place(order, disjoint.preferredDirections());
        return PlacementResult.withStepBound(problem, arrangement, arrangement.peak(disjoint));
    }
}
