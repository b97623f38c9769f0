package dev.shingle.mapper.place;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A schedule as numbers: sizes and live ranges of buffers 0..n-1, and the pairs that may overlap.
 *
 * <p>A <i>meeting</i> is an operand that dies at the step at which a result is first written. For it, and for it only,
 * one of the two clearances of equation (9) is smaller than a size, depending on the step's direction:
 *
 * <pre>
 *   forward   start(operand) - start(result)  &gt;= down = D           or  start(result) - start(operand) &gt;= I
 *   reverse   start(result)  - start(operand) &gt;= up   = I + E - O   or  start(operand) - start(result) &gt;= O
 * </pre>
 *
 * <p>Starts are multiples of the alignment, so every clearance is rounded up to one; sizes are not. A free distance is
 * kept as the least clearance that still forbids nothing, {@code down = -I} and {@code up = -O}. Hence a clearance
 * never exceeds the (rounded) size of the lower buffer and, added to the clearance the other way round, is never negative.
 *
 * <p>Buffers that are live together are neighbours; building their lists takes time proportional to their number.
 */
final class Problem {

    /** No meeting: the two are always disjoint. */
    static final int RIGID = -1;

    /** An operand that may be overlapped by a result; distances as the machine has them, not rounded. */
    record Meeting(int step, int operand, int result, Distance forward, Distance reverse) {}

    private final long[] sizes;
    private final ImmutableList<LiveRange> lives;
    private final ImmutableList<Meeting> meetings;
    private final ImmutableSet<Traversal> traversals;
    private final int alignment;
    private final int stepCount;
    private final long[] down;
    private final long[] up;
    private final int[][] neighbours;
    private final int[][] neighbourMeetings;
    private final int[][] meetingsOfStep;

    Problem(
            long[] sizes,
            List<LiveRange> lives,
            List<Meeting> meetings,
            ImmutableSet<Traversal> traversals,
            int alignment) {
        this.sizes = sizes.clone();
        this.lives = ImmutableList.copyOf(lives);
        this.meetings = ImmutableList.copyOf(meetings);
        this.traversals = traversals;
        this.alignment = alignment;
        this.stepCount = lives.stream().mapToInt(LiveRange::end).max().orElse(0);
        this.down = meetings.stream().mapToLong(this::downOf).toArray();
        this.up = meetings.stream().mapToLong(this::upOf).toArray();
        this.neighbours = findNeighbours();
        this.neighbourMeetings = findNeighbourMeetings();
        this.meetingsOfStep = groupMeetings();
    }

    /** The schedule's own problem, with every overlap that its machine allows. */
    static Problem of(Schedule schedule) {
        Map<String, Integer> index = new HashMap<>();
        schedule.buffers().forEach(buffer -> index.put(buffer.name(), index.size()));
        List<Meeting> meetings = new ArrayList<>();
        for (ScheduledStep step : schedule.steps()) {
            for (String operand : step.dying()) {
                for (String result : step.arriving()) {
                    meetings.add(new Meeting(
                            step.index(),
                            index.getOrDefault(operand, -1),
                            index.getOrDefault(result, -1),
                            distance(schedule, step, operand, result, Traversal.FORWARD),
                            distance(schedule, step, operand, result, Traversal.REVERSE)));
                }
            }
        }
        return new Problem(
                schedule.buffers().stream().mapToLong(Buffer::sizeWords).toArray(),
                schedule.buffers().stream().map(Buffer::live).toList(),
                meetings,
                schedule.machine().traversals(),
                schedule.machine().alignmentWords());
    }

    /** The most demanding distance of all the ways in which a step reads one buffer and writes another. */
    private static Distance distance(
            Schedule schedule, ScheduledStep step, String operand, String result, Traversal traversal) {
        Machine machine = schedule.machine();
        Operation operation = step.operation();
        Distance most = Distance.FREE;
        for (int i = 0; i < operation.operands().size(); i++) {
            for (int j = 0; j < operation.results().size(); j++) {
                if (isUseOf(operation.operands().get(i), operand)
                        && isUseOf(operation.results().get(j), result)
                        && machine.traversals().contains(traversal)) {
                    most = most.max(schedule.distances().of(operation, i, j, traversal, machine));
                }
            }
        }
        return most;
    }

    private static boolean isUseOf(TensorUse use, String buffer) {
        return use.isInScratchpad() && use.name().equals(buffer);
    }

    /** The same buffers without any overlap. */
    Problem disjoint() {
        return new Problem(sizes, lives, List.of(), traversals, alignment);
    }

    Problem withAlignment(int otherAlignment) {
        return new Problem(sizes, lives, meetings, traversals, otherAlignment);
    }

    /** Time runs backwards: who dies arrives. A placement for the one is a placement for the other. */
    Problem reversedInTime() {
        return new Problem(
                sizes,
                lives.stream()
                        .map(live -> new LiveRange(stepCount - live.end(), stepCount - live.start()))
                        .toList(),
                meetings.stream()
                        .map(m -> new Meeting(
                                stepCount - 1 - m.step(), m.operand(), m.result(), m.forward(), m.reverse()))
                        .toList(),
                traversals,
                alignment);
    }

    int bufferCount() {
        return sizes.length;
    }

    int stepCount() {
        return stepCount;
    }

    long size(int buffer) {
        return sizes[buffer];
    }

    /** Words from a buffer's start to the first aligned start behind it. */
    long alignedSize(int buffer) {
        return alignUp(sizes[buffer]);
    }

    LiveRange live(int buffer) {
        return lives.get(buffer);
    }

    int alignment() {
        return alignment;
    }

    ImmutableSet<Traversal> traversals() {
        return traversals;
    }

    /** Direction of steps for which it does not matter. */
    Traversal preferredTraversal() {
        return traversals.contains(Traversal.FORWARD) ? Traversal.FORWARD : Traversal.REVERSE;
    }

    Traversal[] preferredDirections() {
        Traversal[] directions = new Traversal[stepCount];
        Arrays.fill(directions, preferredTraversal());
        return directions;
    }

    ImmutableList<Meeting> meetings() {
        return meetings;
    }

    Meeting meeting(int index) {
        return meetings.get(index);
    }

    int[] meetingsOf(int step) {
        return meetingsOfStep[step];
    }

    /** Buffers that are live together with this one, in order of their start. */
    int[] neighbours(int buffer) {
        return neighbours[buffer];
    }

    /** Parallel to {@link #neighbours}: where the two meet, or {@link #RIGID}. */
    int[] neighbourMeetings(int buffer) {
        return neighbourMeetings[buffer];
    }

    /** {@link #RIGID} unless one of the two dies where the other arrives. */
    int meetingOf(int a, int b) {
        for (int i = 0; i < neighbours[a].length; i++) {
            if (neighbours[a][i] == b) {
                return neighbourMeetings[a][i];
            }
        }
        return RIGID;
    }

    /** d(below, above) of equation (9): the least start(above) - start(below) if {@code below} lies below. */
    long clearance(int below, int meeting, Traversal traversal) {
        if (meeting != RIGID) {
            if (traversal == Traversal.FORWARD && meetings.get(meeting).result() == below) {
                return down[meeting];
            }
            if (traversal == Traversal.REVERSE && meetings.get(meeting).operand() == below) {
                return up[meeting];
            }
        }
        return alignedSize(below);
    }

    /** Direction of a meeting's step, or any if there is no meeting. */
    Traversal traversalOf(int meeting, Traversal[] directions) {
        return meeting == RIGID
                ? Traversal.FORWARD
                : directions[meetings.get(meeting).step()];
    }

    long alignUp(long words) {
        return Math.negateExact(alignDown(Math.negateExact(words)));
    }

    long alignDown(long words) {
        return Math.multiplyExact(Math.floorDiv(words, (long) alignment), (long) alignment);
    }

    /** Buffers live at each step. */
    int[][] liveSets() {
        List<List<Integer>> sets = new ArrayList<>();
        for (int step = 0; step < stepCount; step++) {
            sets.add(new ArrayList<>());
        }
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            for (int step = live(buffer).start(); step < live(buffer).end(); step++) {
                sets.get(step).add(buffer);
            }
        }
        return sets.stream().map(Problem::toArray).toArray(int[][]::new);
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

    private int[][] findNeighbours() {
        List<List<Integer>> lists = new ArrayList<>();
        IntStream.range(0, sizes.length).forEach(buffer -> lists.add(new ArrayList<>()));
        List<Integer> byStart =
                new ArrayList<>(IntStream.range(0, sizes.length).boxed().toList());
        byStart.sort(Comparator.comparingInt(buffer -> live(buffer).start()));
        List<Integer> active = new ArrayList<>();
        for (int buffer : byStart) {
            active.removeIf(other -> live(other).end() <= live(buffer).start());
            for (int other : active) {
                lists.get(buffer).add(other);
                lists.get(other).add(buffer);
            }
            active.add(buffer);
        }
        return lists.stream().map(Problem::toArray).toArray(int[][]::new);
    }

    private int[][] findNeighbourMeetings() {
        Map<List<Integer>, Integer> byPair = new HashMap<>();
        for (int m = 0; m < meetings.size(); m++) {
            int operand = meetings.get(m).operand();
            int result = meetings.get(m).result();
            byPair.put(List.of(operand, result), m);
            byPair.put(List.of(result, operand), m);
        }
        int[][] found = new int[sizes.length][];
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            int self = buffer;
            found[buffer] = Arrays.stream(neighbours[buffer])
                    .map(other -> byPair.getOrDefault(List.of(self, other), RIGID))
                    .toArray();
        }
        return found;
    }

    private int[][] groupMeetings() {
        List<List<Integer>> groups = new ArrayList<>();
        IntStream.range(0, stepCount).forEach(step -> groups.add(new ArrayList<>()));
        for (int m = 0; m < meetings.size(); m++) {
            groups.get(meetings.get(m).step()).add(m);
        }
        return groups.stream().map(Problem::toArray).toArray(int[][]::new);
    }

    private static int[] toArray(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
