package dev.shingle.mapper.order;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the order in which the most demanding task needs least (docs/model.md section 6).
 *
 * <p>A task before which all others have run or behind which all others must wait is a <i>cut</i>: it runs at its place in
 * every order. Between cuts lie blocks, whose peaks do not depend on each other.
 *
 * <pre>
 *         .-- 1 -- 2 --.         .-- 6 --.
 *    0 --&lt;              &gt;-- 5 --&lt;         &gt;-- 8          cuts 0, 5, 8; blocks {1, 2, 3, 4} and {6, 7}
 *         '-- 3 -- 4 --'         '-- 7 --'
 * </pre>
 *
 * <p>Only the greatest peak counts. So the block with the greatest given peak is searched first, then the next one as long
 * as its given peak exceeds what has been reached; what the cuts and every single task need in any order is allowed
 * everywhere. Each is solved by {@link BestFirst}, and if there are too many sets by {@link Beam}. Where nothing is gained,
 * the given order stays; where something is, {@link StableOrder} keeps as much of it as it can.
 *
 * <p>Deterministic. Sources: E. Liberis, N. D. Lane, <i>Neural networks on microcontrollers: saving memory at inference via
 * operator reordering</i>, arXiv 1910.05110; B. H. Ahn et al., <i>Ordering chaos: memory-aware scheduling of irregularly
 * wired neural networks for edge devices</i> (SERENITY), MLSys 2020. Both count disjoint tensors; the need of a step here
 * is that of overlapped ones.
 */
public final class OrderSearch {

    /** Sets of executed tasks that a search keeps unless it is told otherwise. */
    public static final long DEFAULT_STATES = 200_000;

    private static final long MOST_BYTES_OF_SETS = 128L << 20;
    private static final int BYTES_OF_A_SET = 160;
    private static final int NARROWEST_BEAM = 16;
    private static final int WIDEST_BEAM = 2_000;

    private final OrderProblem problem;
    private final long mostStates;
    private final StepNeeds needs;
    private final BufferUsers users;
    private final List<Stretch> changed = new ArrayList<>();
    private long states;

    /** A block, its peak in the given order, and a better order as soon as there is one. */
    private static final class Stretch {
        final Block block;
        final long givenWords;
        final long floorWords;
        int[] order = {};

        Stretch(Block block, long givenWords, long floorWords) {
            this.block = block;
            this.givenWords = givenWords;
            this.floorWords = floorWords;
        }
    }

    private OrderSearch(OrderProblem problem, long mostStates) {
        this.problem = problem;
        this.mostStates = mostStates;
        this.needs = new StepNeeds(problem);
        this.users = new BufferUsers(problem);
    }

    /** The best order that can be found with about so many sets of tasks per block. */
    public static OrderResult of(OrderProblem problem, long mostStates) {
        return new OrderSearch(problem, mostStates).run();
    }

    private OrderResult run() {
        long[] given = givenNeeds();
        List<Stretch> stretches = new ArrayList<>();
        long floor = 0;
        int next = 0;
        for (int cut : Cuts.of(problem)) {
            addStretch(stretches, given, next, cut);
            floor = Math.max(floor, given[cut]);
            next = cut + 1;
        }
        addStretch(stretches, given, next, given.length);
        for (Stretch stretch : stretches) {
            floor = Math.max(floor, stretch.floorWords);
        }
        stretches.sort(
                Comparator.comparingLong((Stretch stretch) -> stretch.givenWords).reversed());
        return search(Arrays.stream(given).max().orElse(0), stretches, floor);
    }

    /** What each task needs in the given order. */
    private long[] givenNeeds() {
        Block whole = new Block(problem, users, needs, 0, problem.tasks().size());
        long[] words = new long[whole.count()];
        State state = whole.start();
        for (int task = 0; task < words.length; task++) {
            Move move = whole.move(state, task);
            words[task] = move.needWords();
            state = whole.after(state, move);
        }
        return words;
    }

    private void addStretch(List<Stretch> stretches, long[] given, int first, int end) {
        if (first < end) {
            Block block = new Block(problem, users, needs, first, end);
            long peak = Arrays.stream(given, first, end).max().orElse(0);
            stretches.add(new Stretch(block, peak, Floors.of(block)));
        }
    }

    private OrderResult search(long givenWords, List<Stretch> stretches, long floorWords) {
        long reached = floorWords;
        long lowerBound = floorWords;
        for (Stretch stretch : stretches) {
            if (stretch.givenWords <= reached) {
                break;
            }
            Outcome outcome = solve(stretch, reached);
            states += outcome.states();
            if (outcome.lowerBoundWords() > reached) {
                lowerBound = Math.max(lowerBound, outcome.lowerBoundWords());
            }
            reached = Math.max(reached, outcome.peakWords());
            outcome.order().ifPresent(order -> {
                stretch.order = order;
                changed.add(stretch);
            });
            if (reached >= givenWords) {
                break;
            }
        }
        boolean isBetter = reached < givenWords;
        return new OrderResult(
                isBetter ? order(reached) : identity(), givenWords, isBetter ? reached : givenWords, lowerBound, states);
    }

    private Outcome solve(Stretch stretch, long allowedWords) {
        int count = stretch.block.count();
        long atMost = Math.min(mostStates, MOST_BYTES_OF_SETS / (BYTES_OF_A_SET + count));
        Outcome outcome = new BestFirst(stretch.block, allowedWords, stretch.givenWords, atMost).run();
        if (outcome.order().isPresent() || outcome.lowerBoundWords() >= stretch.givenWords) {
            return outcome;
        }
        int width = (int) Math.max(NARROWEST_BEAM, Math.min(WIDEST_BEAM, mostStates / count));
        Outcome beam = new Beam(stretch.block, allowedWords, stretch.givenWords, width).run();
        return new Outcome(
                beam.order(), beam.peakWords(), outcome.lowerBoundWords(), outcome.states() + beam.states());
    }

    private ImmutableIntArray identity() {
        return ImmutableIntArray.copyOf(IntStream.range(0, problem.tasks().size()));
    }

    private ImmutableIntArray order(long limitWords) {
        int[] order = identity().toArray();
        for (Stretch stretch : changed) {
            int[] better = new StableOrder(stretch.block, limitWords, mostStates / 10)
                    .find()
                    .orElse(stretch.order);
            for (int i = 0; i < better.length; i++) {
                order[stretch.block.first() + i] = stretch.block.first() + better[i];
            }
        }
        return ImmutableIntArray.copyOf(order);
    }
}
