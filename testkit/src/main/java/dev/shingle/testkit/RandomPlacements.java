package dev.shingle.testkit;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
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
 * Random placement problems that are hard for their size: no step alone says what the whole needs, and the obvious
 * heuristics miss the optimum of many.
 *
 * <p>Two things make them hard. Every step is made about equally demanding: distances are chosen such that operands,
 * results and bystanders of the step need some words around a common target, so that nothing can give way anywhere. And
 * distances are positive and differ between the directions, so that placements drift.
 *
 * <p>Of the {@link #small} ones with linear addresses some 30 % have an optimum above the bound of single steps (fewer
 * with circular ones). Equal seeds give equal problems.
 */
public final class RandomPlacements {

    private static final ImmutableList<ImmutableSet<Traversal>> ABILITIES = ImmutableList.of(
            ImmutableSet.of(Traversal.FORWARD),
            ImmutableSet.of(Traversal.REVERSE),
            ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE));

    private final Random random;
    private Traversal usualTraversal = Traversal.FORWARD;

    public RandomPlacements(long seed) {
        this.random = new Random(seed);
    }

    /** 3 to 7 buffers of up to 6 words; alignments 1 to 4; any directions; few enough starts for brute force. */
    public PlacementProblem small(Addressing addressing) {
        return network(3 + random.nextInt(5), 6, 2, addressing).build();
    }

    /** 10 to 25 buffers of up to 60 words, most with alignment 1. */
    public PlacementProblem middle(Addressing addressing) {
        return network(10 + random.nextInt(16), 60, 4, addressing).build();
    }

    /** 25 to 60 buffers of up to 200 words: some of them are out of reach of a complete search. */
    public PlacementProblem large(Addressing addressing) {
        return network(25 + random.nextInt(36), 200, 4, addressing).build();
    }

    /**
     * {@link #small}, with separations, fixed starts and a different alignment for every buffer now and then: what only
     * traces and parts of networks have.
     */
    public PlacementProblem smallWithExtras(Addressing addressing) {
        int buffers = 2 + random.nextInt(5);
        PlacementProblem.Builder builder = network(buffers, 6, 3, addressing);
        PlacementProblem plain = builder.build();
        builder.separations(separations(plain));
        for (int buffer = 0; buffer < buffers; buffer++) {
            if (random.nextInt(6) == 0) {
                builder.alignment(buffer, 1 + random.nextInt(4));
            }
        }
        int fixed = random.nextInt(2 * buffers);
        if (fixed < buffers) {
            builder.fixedStart(fixed, 12L * random.nextInt(2));
        }
        return builder.build();
    }

    private List<Separation> separations(PlacementProblem plain) {
        List<Separation> separations = new ArrayList<>();
        for (int b = 0; b < plain.bufferCount(); b++) {
            for (int a = 0; a < b; a++) {
                boolean together =
                        plain.live(a).overlaps(plain.live(b)) && plain.pairOf(a, b) == PlacementProblem.RIGID;
                if (together && random.nextInt(3) == 0) {
                    long ab = plain.size(a) - random.nextInt((int) (plain.size(a) + plain.size(b)) + 1);
                    long ba = Math.max(-ab, plain.size(b) - random.nextInt((int) plain.size(b)));
                    separations.add(new Separation(a, b, ab, ba));
                }
            }
        }
        return separations;
    }

    private PlacementProblem.Builder network(int buffers, int mostWords, int longest, Addressing addressing) {
        int shortest = addressing == Addressing.CIRCULAR ? Math.min(2, longest) : 1;
        List<LiveRange> lives = lives(buffers, shortest, longest);
        int spread = 1 + random.nextInt(1 + mostWords / 2);
        long[] sizes = lives.stream()
                .mapToLong(live -> mostWords - random.nextInt(spread))
                .toArray();
        ImmutableSet<Traversal> able = ABILITIES.get(random.nextInt(ABILITIES.size()));
        usualTraversal = able.iterator().next();
        return PlacementProblem.of(sizes, lives)
                .meetings(meetings(sizes, lives))
                .traversals(able)
                .alignment(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1)
                .addressing(addressing);
    }

    /**
     * A result at every step and sometimes two; most are read for equally many steps, at least two with circular
     * addresses, since chains are easy there.
     */
    private List<LiveRange> lives(int buffers, int shortest, int longest) {
        List<LiveRange> lives = new ArrayList<>();
        int usual = shortest + random.nextInt(longest - shortest + 1);
        int step = 0;
        for (int i = 0; i < buffers; i++) {
            int reads = random.nextInt(8) == 0 ? 1 + random.nextInt(longest) : usual;
            int start = i == 0 ? 0 : step;
            lives.add(new LiveRange(start, step + 1 + (i == 0 ? 0 : reads)));
            step += i == 0 || random.nextInt(10) == 0 ? 0 : 1;
        }
        int steps = step;
        return lives.stream()
                .map(live -> new LiveRange(live.start(), Math.max(live.start() + 1, Math.min(steps, live.end()))))
                .collect(toImmutableList());
    }

    private List<Meeting> meetings(long[] sizes, List<LiveRange> lives) {
        int steps = lives.stream().mapToInt(LiveRange::end).max().orElse(0);
        long target = 0;
        for (int step = 0; step < steps; step++) {
            target = Math.max(target, least(sizes, lives, step));
        }
        target += 1 + random.nextInt((int) sizes[0] / 2);
        List<Meeting> meetings = new ArrayList<>();
        for (int y = 1; y < sizes.length; y++) {
            int step = lives.get(y).start();
            long spare = target - least(sizes, lives, step);
            for (int x = 0; x < y; x++) {
                boolean isThereBefore = x == 0 || lives.get(x).start() < step;
                if (lives.get(x).end() == step + 1 && isThereBefore && random.nextInt(12) > 0) {
                    meetings.add(meeting(step, x, y, sizes, spare));
                }
            }
        }
        return meetings;
    }

    /** What a step needs if everything that dies could be overlapped by everything that arrives. */
    private static long least(long[] sizes, List<LiveRange> lives, int step) {
        long all = 0;
        long dying = 0;
        long arriving = 0;
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            LiveRange live = lives.get(buffer);
            if (live.contains(step)) {
                all += sizes[buffer];
                arriving += live.start() == step && buffer > 0 ? sizes[buffer] : 0;
                dying += live.end() == step + 1 && (live.start() < step || buffer == 0) ? sizes[buffer] : 0;
            }
        }
        return all - Math.min(dying, arriving);
    }

    /** The usual direction uses up what the step has to spare, more or less; the other one often takes more. */
    private Meeting meeting(int step, int x, int y, long[] sizes, long spare) {
        long noise = random.nextInt(3) == 0 ? random.nextInt((int) sizes[x] / 4 + 2) : 0;
        long words = spare + Math.max(0, sizes[y] - sizes[x]) - noise;
        long more = random.nextInt(3) == 0 ? 0 : random.nextInt((int) sizes[y] + 1);
        Distance usual = random.nextInt(24) == 0 ? Distance.FREE : distance(sizes[x], sizes[y], words);
        Distance other = distance(sizes[x], sizes[y], words + more);
        return usualTraversal == Traversal.FORWARD
                ? new Meeting(step, x, y, usual, other)
                : new Meeting(step, x, y, other, usual);
    }

    private static Distance distance(long operand, long result, long words) {
        return Distance.ofWords(Math.max(-operand, Math.min(result, words)));
    }
}
