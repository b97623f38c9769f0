package dev.shingle.mapper.place;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where shall buffers 0..n-1 start? Sizes, alignments and live ranges; the pairs that need not be disjoint; the operators
 * whose direction is free; fixed starts; the kind of addresses; and, if the question is whether it fits, a capacity.
 * The unit of size is the caller's: words for a network, bytes for a recorded trace.
 *
 * <p>Two buffers that are live together are <i>neighbours</i>: one of them is below, and the upper one starts at least a
 * <i>clearance</i> above it (equation (9) of docs/model.md). In general that is the lower one's size. Exceptions:
 *
 * <p>A <i>meeting</i> is an operand that dies at the step at which a result is first written. One of the two clearances
 * is then smaller than a size, depending on the step's direction, which all meetings of the step share:
 *
 * <pre>
 *   forward   start(operand) - start(result)  &gt;= down = D           or  start(result) - start(operand) &gt;= I
 *   reverse   start(result)  - start(operand) &gt;= up   = I + E - O   or  start(operand) - start(result) &gt;= O
 * </pre>
 *
 * <p>A <i>separation</i> gives both clearances of a pair outright, whatever the direction: buffers that pause, or of which
 * only a part is in use for a while.
 *
 * <p>Starts are multiples of alignments, so every clearance is rounded up to the <i>grain</i>, the greatest common divisor
 * of all alignments; sizes are not. A free distance is kept as the least clearance that still forbids nothing,
 * {@code down = -I} and {@code up = -O}. Hence a meeting's clearance never exceeds the (rounded) size of the lower buffer
 * and, added to the clearance the other way round, is never negative.
 */
public final class PlacementProblem {

    /** No exception: the two are always disjoint. */
    public static final int RIGID = -1;

    /** Most that all sizes and the highest fixed start may add up to: sums of starts and clearances stay below overflow. */
    public static final long MOST_WORDS = 1L << 61;

    /** An operand that may be overlapped by a result; distances as the machine has them, not rounded. */
    public record Meeting(int step, int operand, int result, Distance forward, Distance reverse) {}

    /**
     * What two buffers that are live together need, instead of being disjoint.
     *
     * @param ab least start(b) - start(a) if a is the lower one; {@code -size(b)} if the two are free of each other
     * @param ba least start(a) - start(b) if b is the lower one; {@code -size(a)} if the two are free of each other
     */
    public record Separation(int a, int b, long ab, long ba) {}

    private final long[] sizes;
    private final long[] alignments;
    private final ImmutableList<OptionalLong> fixedStarts;
    private final ImmutableList<LiveRange> lives;
    private final ImmutableList<Meeting> meetings;
    private final ImmutableList<Separation> separations;
    private final ImmutableSet<Traversal> traversals;
    private final Addressing addressing;
    private final OptionalLong capacity;
    private final long knownLowerBound;
    private final long grain;
    private final int stepCount;
    private final long[] down;
    private final long[] up;
    private final int[][] meetingsOfStep;
    private final Neighbours neighbours;

    private PlacementProblem(Builder builder) {
        this.sizes = builder.sizes.clone();
        this.alignments = builder.alignments.clone();
        this.fixedStarts = ImmutableList.copyOf(builder.fixedStarts);
        this.lives = builder.lives;
        this.meetings = ImmutableList.copyOf(builder.meetings);
        this.separations = ImmutableList.copyOf(builder.separations);
        this.traversals = builder.traversals;
        this.addressing = builder.addressing;
        this.capacity = builder.capacity;
        this.knownLowerBound = builder.knownLowerBound;
        checkSum();
        this.grain = Math.max(1, Arrays.stream(alignments).reduce(0, LongMath::gcd));
        this.stepCount = lives.stream().mapToInt(LiveRange::end).max().orElse(0);
        this.down = meetings.stream().mapToLong(this::downOf).toArray();
        this.up = meetings.stream().mapToLong(this::upOf).toArray();
        this.meetingsOfStep = groupMeetings();
        this.neighbours = new Neighbours(lives, meetings, separations);
    }

    /** Even if all are stacked in the most wasteful way, numbers stay small. */
    private void checkSum() {
        long left = MOST_WORDS;
        long highest = 0;
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            long size = sizes[buffer];
            long fixed = fixedStarts.get(buffer).orElse(0);
            checkArgument(size >= 0 && fixed >= 0, "buffer %s has size %s and starts at %s", buffer, size, fixed);
            highest = Math.max(highest, fixed);
            left = LongMath.saturatedSubtract(left, LongMath.saturatedAdd(size, alignments[buffer]));
            checkArgument(left >= highest, "buffers 0 to %s take more than %s words together", buffer, MOST_WORDS);
        }
    }

    /** Starts a problem of these buffers, all disjoint, linear addresses, alignment 1. */
    public static Builder of(long[] sizes, List<LiveRange> lives) {
        return new Builder(sizes, lives);
    }

    /** What can be added to buffers. */
    public static final class Builder {

        private final long[] sizes;
        private ImmutableList<LiveRange> lives;
        private final long[] alignments;
        private final List<OptionalLong> fixedStarts;
        private List<Meeting> meetings = List.of();
        private List<Separation> separations = List.of();
        private ImmutableSet<Traversal> traversals = ImmutableSet.of(Traversal.FORWARD);
        private Addressing addressing = Addressing.LINEAR;
        private OptionalLong capacity = OptionalLong.empty();
        private long knownLowerBound;

        private Builder(long[] sizes, List<LiveRange> lives) {
            checkArgument(sizes.length == lives.size(), "%s sizes, %s live ranges", sizes.length, lives.size());
            this.sizes = sizes.clone();
            this.lives = ImmutableList.copyOf(lives);
            this.alignments = new long[sizes.length];
            this.fixedStarts = new ArrayList<>();
            Arrays.fill(alignments, 1);
            lives.forEach(live -> fixedStarts.add(OptionalLong.empty()));
        }

        public Builder meetings(List<Meeting> some) {
            meetings = ImmutableList.copyOf(some);
            return this;
        }

        public Builder separations(List<Separation> some) {
            separations = ImmutableList.copyOf(some);
            return this;
        }

        /** Directions in which steps can run. */
        public Builder traversals(ImmutableSet<Traversal> some) {
            traversals = some;
            return this;
        }

        /** Every start is a multiple of this. */
        public Builder alignment(long everyBuffer) {
            checkArgument(everyBuffer > 0, "an alignment of %s", everyBuffer);
            Arrays.fill(alignments, everyBuffer);
            return this;
        }

        /** This buffer's start is a multiple of this. */
        public Builder alignment(int buffer, long alignment) {
            checkArgument(alignment > 0, "an alignment of %s", alignment);
            alignments[buffer] = alignment;
            return this;
        }

        public Builder fixedStart(int buffer, long start) {
            fixedStarts.set(buffer, OptionalLong.of(start));
            return this;
        }

        public Builder addressing(Addressing kind) {
            addressing = kind;
            return this;
        }

        /** The question is whether it fits; without a capacity it is how little it needs. */
        public Builder capacity(long words) {
            capacity = OptionalLong.of(words);
            return this;
        }

        /** A lower bound that the maker of separations knows; {@link LowerBound} cannot see through them. */
        public Builder knownLowerBound(long words) {
            knownLowerBound = words;
            return this;
        }

        public PlacementProblem build() {
            return new PlacementProblem(this);
        }
    }

    private Builder toBuilder() {
        Builder builder = new Builder(sizes, lives)
                .meetings(meetings)
                .separations(separations)
                .traversals(traversals)
                .addressing(addressing)
                .knownLowerBound(knownLowerBound);
        System.arraycopy(alignments, 0, builder.alignments, 0, sizes.length);
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            builder.fixedStarts.set(buffer, fixedStarts.get(buffer));
        }
        builder.capacity = capacity;
        return builder;
    }

    /** The same buffers without any overlap in the steps at which they meet. */
    public PlacementProblem disjoint() {
        return toBuilder().meetings(List.of()).build();
    }

    public PlacementProblem withAlignment(long otherAlignment) {
        return toBuilder().alignment(otherAlignment).build();
    }

    public PlacementProblem withAddressing(Addressing kind) {
        return toBuilder().addressing(kind).build();
    }

    public PlacementProblem withCapacity(OptionalLong words) {
        Builder builder = toBuilder();
        builder.capacity = words;
        return builder.build();
    }

    /** Time runs backwards: who dies arrives. A placement for the one is a placement for the other. */
    public PlacementProblem reversedInTime() {
        Builder builder = toBuilder();
        builder.lives = lives.stream()
                .map(live -> new LiveRange(stepCount - live.end(), stepCount - live.start()))
                .collect(toImmutableList());
        builder.meetings = meetings.stream()
                .map(m -> new Meeting(stepCount - 1 - m.step(), m.operand(), m.result(), m.forward(), m.reverse()))
                .toList();
        return builder.build();
    }

    public int bufferCount() {
        return sizes.length;
    }

    public int stepCount() {
        return stepCount;
    }

    public long size(int buffer) {
        return sizes[buffer];
    }

    public LiveRange live(int buffer) {
        return lives.get(buffer);
    }

    public long alignment(int buffer) {
        return alignments[buffer];
    }

    public OptionalLong fixedStart(int buffer) {
        return fixedStarts.get(buffer);
    }

    public Addressing addressing() {
        return addressing;
    }

    public OptionalLong capacity() {
        return capacity;
    }

    public long knownLowerBound() {
        return knownLowerBound;
    }

    public ImmutableSet<Traversal> traversals() {
        return traversals;
    }

    public ImmutableList<Meeting> meetings() {
        return meetings;
    }

    public ImmutableList<Separation> separations() {
        return separations;
    }

    /** The greatest common divisor of all alignments: every difference of starts is a multiple of it. */
    public long grain() {
        return grain;
    }

    /** One alignment for all, nothing fixed, no separations: what networks are. */
    public boolean isUniform() {
        return separations.isEmpty()
                && fixedStarts.stream().allMatch(OptionalLong::isEmpty)
                && Arrays.stream(alignments).allMatch(alignment -> alignment == grain);
    }

    /** Buffers, in order, are live together with their immediate neighbours at most. */
    public boolean isChain() {
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            for (int neighbour : neighbours(buffer)) {
                if (Math.abs(neighbour - buffer) != 1) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The size, rounded up to the grain. */
    public long alignedSize(int buffer) {
        return alignUp(sizes[buffer]);
    }

    /** Rounded up to the grain. */
    public long alignUp(long words) {
        return Math.negateExact(alignDown(Math.negateExact(words)));
    }

    /** Rounded down to the grain. */
    public long alignDown(long words) {
        return Math.multiplyExact(Math.floorDiv(words, grain), grain);
    }

    /** The lowest start of this buffer that is not below {@code words}. */
    public long startUp(int buffer, long words) {
        return Math.negateExact(startDown(buffer, Math.negateExact(words)));
    }

    /** The highest start of this buffer that is not above {@code words}. */
    public long startDown(int buffer, long words) {
        return Math.multiplyExact(Math.floorDiv(words, alignments[buffer]), alignments[buffer]);
    }

    /** Direction of steps for which it does not matter. */
    public Traversal preferredTraversal() {
        return traversals.contains(Traversal.FORWARD) ? Traversal.FORWARD : Traversal.REVERSE;
    }

    public Traversal[] preferredDirections() {
        Traversal[] directions = new Traversal[stepCount];
        Arrays.fill(directions, preferredTraversal());
        return directions;
    }

    public Meeting meeting(int index) {
        return meetings.get(index);
    }

    /** Indices of the meetings of a step. */
    public int[] meetingsOf(int step) {
        return meetingsOfStep[step];
    }

    /** Buffers that are live together with this one, in order of their start. Not to be changed. */
    public int[] neighbours(int buffer) {
        return neighbours.of(buffer);
    }

    /** Parallel to {@link #neighbours}: the exception of the two, or {@link #RIGID}. Not to be changed. */
    public int[] neighbourPairs(int buffer) {
        return neighbours.pairsOf(buffer);
    }

    /** The exception of two buffers: meetings first, then separations; {@link #RIGID} if there is none. */
    public int pairOf(int a, int b) {
        return neighbours.pairOf(a, b);
    }

    /** The step whose direction decides; {@link #RIGID} for separations and disjoint pairs. */
    public int choiceOf(int pair) {
        return isMeeting(pair) ? meetings.get(pair).step() : RIGID;
    }

    private boolean isMeeting(int pair) {
        return pair >= 0 && pair < meetings.size();
    }

    /** d(below, above) of equation (9): the least start(above) - start(below) if {@code below} lies below. */
    public long clearance(int below, int pair, Traversal traversal) {
        if (isMeeting(pair)) {
            if (traversal == Traversal.FORWARD && meetings.get(pair).result() == below) {
                return down[pair];
            }
            if (traversal == Traversal.REVERSE && meetings.get(pair).operand() == below) {
                return up[pair];
            }
        } else if (pair != RIGID) {
            Separation separation = separations.get(pair - meetings.size());
            return alignUp(separation.a() == below ? separation.ab() : separation.ba());
        }
        return alignedSize(below);
    }

    /** Direction of a meeting's step, or any if there is none. */
    public Traversal traversalOf(int pair, Traversal[] directions) {
        return isMeeting(pair) ? directions[meetings.get(pair).step()] : Traversal.FORWARD;
    }

    /** Buffers live at each step. */
    public int[][] liveSets() {
        List<List<Integer>> sets = new ArrayList<>();
        for (int step = 0; step < stepCount; step++) {
            sets.add(new ArrayList<>());
        }
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            for (int step = live(buffer).start(); step < live(buffer).end(); step++) {
                sets.get(step).add(buffer);
            }
        }
        return sets.stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Most that is live at once. */
    public long mostLive() {
        long[] change = new long[stepCount + 1];
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            change[live(buffer).start()] += sizes[buffer];
            change[live(buffer).end()] -= sizes[buffer];
        }
        long sum = 0;
        long most = 0;
        for (long words : change) {
            sum = Math.addExact(sum, words);
            most = Math.max(most, sum);
        }
        return most;
    }

    private long downOf(Meeting meeting) {
        long least = -alignedSize(meeting.operand());
        return meeting.forward().isFree()
                ? least
                : clamp(alignUp(meeting.forward().words()), least, alignedSize(meeting.result()));
    }

    private long upOf(Meeting meeting) {
        long least = -alignedSize(meeting.result());
        if (meeting.reverse().isFree()) {
            return least;
        }
        long clearance = sizes[meeting.operand()] + meeting.reverse().words() - sizes[meeting.result()];
        return clamp(alignUp(clearance), least, alignedSize(meeting.operand()));
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }

    private int[][] groupMeetings() {
        List<List<Integer>> groups = new ArrayList<>();
        for (int step = 0; step < stepCount; step++) {
            groups.add(new ArrayList<>());
        }
        for (int m = 0; m < meetings.size(); m++) {
            groups.get(meetings.get(m).step()).add(m);
        }
        return groups.stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
