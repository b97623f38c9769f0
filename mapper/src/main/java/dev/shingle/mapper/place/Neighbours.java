package dev.shingle.mapper.place;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Who is live together with whom, and the exception that holds for the pair if there is one. One pass over the buffers in
 * order of their starts; the time is that of writing the lists down.
 */
final class Neighbours {

    private final int[][] neighbours;
    private final int[][] pairs;
    private final Map<Long, Integer> exceptions = new HashMap<>();

    Neighbours(
            ImmutableList<LiveRange> lives,
            ImmutableList<PlacementProblem.Meeting> meetings,
            ImmutableList<PlacementProblem.Separation> separations) {
        for (int m = 0; m < meetings.size(); m++) {
            exceptions.put(key(meetings.get(m).operand(), meetings.get(m).result()), m);
        }
        for (int s = 0; s < separations.size(); s++) {
            exceptions.put(key(separations.get(s).a(), separations.get(s).b()), meetings.size() + s);
        }
        List<ImmutableIntArray.Builder> lists = new ArrayList<>();
        lives.forEach(live -> lists.add(ImmutableIntArray.builder()));
        List<Integer> byStart =
                new ArrayList<>(IntStream.range(0, lives.size()).boxed().toList());
        byStart.sort(Comparator.comparingInt(buffer -> lives.get(buffer).start()));
        List<Integer> active = new ArrayList<>();
        for (int buffer : byStart) {
            active.removeIf(other -> lives.get(other).end() <= lives.get(buffer).start());
            for (int other : active) {
                lists.get(buffer).add(other);
                lists.get(other).add(buffer);
            }
            active.add(buffer);
        }
        this.neighbours = lists.stream().map(list -> list.build().toArray()).toArray(int[][]::new);
        this.pairs = IntStream.range(0, lives.size())
                .mapToObj(buffer -> IntStream.of(neighbours[buffer])
                        .map(other -> pairOf(buffer, other))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static long key(int a, int b) {
        return (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
    }

    int[] of(int buffer) {
        return neighbours[buffer];
    }

    int[] pairsOf(int buffer) {
        return pairs[buffer];
    }

    int pairOf(int a, int b) {
        return exceptions.getOrDefault(key(a, b), PlacementProblem.RIGID);
    }
}
