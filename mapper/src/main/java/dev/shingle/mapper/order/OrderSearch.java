package dev.shingle.mapper.order;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the order in which the most demanding task needs least (docs/model.md section 8).
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

    /** How often each search of a block tries a task on a set of executed ones, unless it is told otherwise. */
    public static final long DEFAULT_MOVES = 1_000_000;

    private final OrderProblem problem;
    private final long mostMoves;
    private final StepNeeds needs;
    private final BufferUsers users;
    private final List<Stretch> changed = new ArrayList<>();
    private long moves;

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

    private OrderSearch(OrderProblem problem, long mostMoves) {
        this.problem = problem;
        this.mostMoves = mostMoves;
        this.needs = new StepNeeds(problem);
        this.users = new BufferUsers(problem);
    }

    /** The best order that can be found with about so many moves in each search of a block. */
    public static OrderResult of(OrderProblem problem, long mostMoves) {
        return new OrderSearch(problem, mostMoves).run();
    }

    private OrderResult run() {
        long[] given = needs(identity());
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
        stretches.sort(Comparator.comparingLong((Stretch stretch) -> stretch.givenWords)
                .reversed());
        return search(Arrays.stream(given).max().orElse(0), stretches, floor);
    }

    /** What each task needs. */
    private long[] needs(ImmutableIntArray order) {
        Block whole = new Block(problem, users, needs, 0, problem.tasks().size());
        State state = whole.start();
        long[] words = new long[order.length()];
        for (int i = 0; i < words.length; i++) {
            Move move = whole.move(state, order.get(i));
            words[i] = move.needWords();
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
            moves += outcome.moves();
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
        if (reached >= givenWords) {
            return new OrderResult(identity(), givenWords, givenWords, lowerBound, moves);
        }
        ImmutableIntArray order = order(reached);
        long words = Arrays.stream(needs(order)).max().orElse(0);
        return new OrderResult(order, givenWords, words, lowerBound, moves);
    }

    private Outcome solve(Stretch stretch, long allowedWords) {
        Outcome outcome = new BestFirst(stretch.block, allowedWords, stretch.givenWords, mostMoves).run();
        if (outcome.order().isPresent() || outcome.lowerBoundWords() >= stretch.givenWords) {
            return outcome;
        }
        Outcome beam = new Beam(stretch.block, allowedWords, stretch.givenWords, mostMoves).run();
        return new Outcome(beam.order(), beam.peakWords(), outcome.lowerBoundWords(), outcome.moves() + beam.moves());
    }

    private ImmutableIntArray identity() {
        return ImmutableIntArray.copyOf(IntStream.range(0, problem.tasks().size()));
    }

    private ImmutableIntArray order(long limitWords) {
        int[] order = identity().toArray();
        for (Stretch stretch : changed) {
            int[] better =
                    new StableOrder(stretch.block, limitWords, mostMoves).find().orElse(stretch.order);
            for (int i = 0; i < better.length; i++) {
                order[stretch.block.first() + i] = stretch.block.first() + better[i];
            }
        }
        return ImmutableIntArray.copyOf(order);
    }
}
