package dev.shingle.mapper.place.catalogue;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementProblem.Separation;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random problems with everything that a problem can have, each thing present or not: meetings, separations, a different
 * alignment for every buffer, fixed starts that do not contradict each other, either kind of addresses.
 */
final class AnyProblems {

    /** A multiple of every alignment that is drawn. */
    private static final long ALIGNED = 12;

    private static final List<ImmutableSet<Traversal>> ABILITIES = List.of(
            ImmutableSet.of(Traversal.FORWARD),
            ImmutableSet.of(Traversal.REVERSE),
            ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE));

    private final Random random;

    AnyProblems(long seed) {
        this.random = new Random(seed);
    }

    PlacementProblem next() {
        List<LiveRange> lives = lives();
        long[] sizes = lives.stream().mapToLong(live -> 1 + random.nextInt(30)).toArray();
        List<Meeting> meetings = new ArrayList<>();
        List<Separation> separations = new ArrayList<>();
        boolean isSeparated = random.nextBoolean();
        for (int y = 0; y < sizes.length; y++) {
            for (int x = 0; x < y; x++) {
                int step = lives.get(y).start();
                if (lives.get(x).end() == step + 1 && lives.get(x).start() < step && random.nextInt(6) > 0) {
                    meetings.add(new Meeting(step, x, y, distance(sizes[x], sizes[y]), distance(sizes[x], sizes[y])));
                } else if (isSeparated && lives.get(x).overlaps(lives.get(y)) && random.nextInt(4) == 0) {
                    separations.add(separation(x, y, sizes));
                }
            }
        }
        PlacementProblem.Builder builder = PlacementProblem.of(sizes, lives)
                .meetings(meetings)
                .separations(separations)
                .traversals(ABILITIES.get(random.nextInt(ABILITIES.size())))
                .addressing(random.nextInt(3) == 0 ? Addressing.CIRCULAR : Addressing.LINEAR);
        addAlignments(builder, sizes.length);
        addFixedStarts(builder, sizes.length);
        return builder.build();
    }

    private List<LiveRange> lives() {
        List<LiveRange> lives = new ArrayList<>();
        int step = 0;
        for (int i = random.nextInt(12); i >= 0; i--) {
            lives.add(new LiveRange(step, step + 1 + random.nextInt(random.nextInt(4) == 0 ? 9 : 3)));
            step += random.nextInt(4) == 0 ? 0 : 1;
        }
        return lives;
    }

    private Distance distance(long operand, long result) {
        return random.nextInt(12) == 0
                ? Distance.FREE
                : Distance.ofWords(result - random.nextInt((int) (operand + result + 1)));
    }

    /** Free of each other; or a part of a size on one side, and on the other so much that they cannot cross. */
    private Separation separation(int a, int b, long[] sizes) {
        if (random.nextInt(5) == 0) {
            return new Separation(a, b, -sizes[b], -sizes[a]);
        }
        long ab = sizes[a] - random.nextInt((int) sizes[a] + 1);
        return new Separation(a, b, ab, sizes[b] - random.nextInt((int) sizes[b] + 1));
    }

    private void addAlignments(PlacementProblem.Builder builder, int buffers) {
        switch (random.nextInt(3)) {
            case 0 -> builder.alignment(1);
            case 1 -> builder.alignment(1 + random.nextInt(4));
            default -> {
                for (int buffer = 0; buffer < buffers; buffer++) {
                    builder.alignment(buffer, 1 + random.nextInt(4));
                }
            }
        }
    }

    /** Far enough from each other for any two sizes. */
    private void addFixedStarts(PlacementProblem.Builder builder, int buffers) {
        if (random.nextInt(3) > 0) {
            return;
        }
        long start = 0;
        for (int buffer = 0; buffer < buffers; buffer++) {
            if (random.nextInt(4) == 0) {
                builder.fixedStart(buffer, start);
                start += 3 * ALIGNED;
            }
        }
    }
}
