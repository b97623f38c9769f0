package dev.shingle.mapper.order;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Consecutive tasks of a problem between two cuts, numbered from 0, with everything before them executed and nothing
 * behind them. What is live all the way through is a constant.
 *
 * <p>The recurrence: which buffers are live after a set S of tasks depends on S alone, and so does what dies at the next
 * task t. So
 *
 * <pre>
 *   peak(S + t) = min over t of max( peak(S), need(S, t) ),        peak(all) is the answer
 * </pre>
 */
final class Block {

    private final StepNeeds needs;
    private final int first;
    private final int count;
    private final int[][] after;
    private final int[][] before;
    private final int[][] reads;
    private final int[][] writes;
    private final List<Use> uses = new ArrayList<>();
    private final FreeMoves free = new FreeMoves(this);
    private long tried;
    private long constantWords;
    private long constantRounding = StepNeeds.NOBODY;
    private long idleWords;
    private long idleRounding = StepNeeds.NOBODY;

    /** A buffer that the block's tasks use. */
    record Use(
            int buffer,
            ImmutableIntArray tasks,
            boolean isBegun,
            boolean outlives,
            long words,
            long rounding,
            int writers) {}

    /** Tasks {@code first} to {@code end - 1}. */
    Block(OrderProblem problem, BufferUsers users, StepNeeds needs, int first, int end) {
        this.needs = needs;
        this.first = first;
        this.count = end - first;
        this.before = new int[count][];
        this.after = new int[count][];
        this.reads = new int[count][];
        this.writes = new int[count][];
        Map<Integer, Integer> numbers = addBuffers(problem, users, end);
        List<List<Integer>> successors = new ArrayList<>();
        for (int task = 0; task < count; task++) {
            int self = task;
            OrderProblem.Task whole = problem.tasks().get(first + task);
            reads[task] = numbered(whole.reads(), numbers);
            writes[task] = numbered(whole.writes(), numbers);
            before[task] = whole.after().stream()
                    .filter(other -> other >= first)
                    .map(other -> other - first)
                    .toArray();
            successors.add(new ArrayList<>());
            Arrays.stream(before[task]).forEach(other -> successors.get(other).add(self));
        }
        Arrays.setAll(after, task -> Ints.toArray(successors.get(task)));
    }

    private Map<Integer, Integer> addBuffers(OrderProblem problem, BufferUsers users, int end) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int buffer = 0; buffer < problem.buffers().size(); buffer++) {
            OrderProblem.Storage storage = problem.buffers().get(buffer);
            int[] all = users.of(buffer);
            boolean isBegun = storage.isInput() || (all.length > 0 && all[0] < first);
            boolean outlives = storage.isOutput() || (all.length > 0 && all[all.length - 1] >= end);
            int[] here = Arrays.stream(all)
                    .filter(task -> task >= first && task < end)
                    .map(task -> task - first)
                    .toArray();
            long words = needs.alignedWords(buffer);
            long rounding = needs.rounding(buffer);
            if (here.length > 0) {
                numbers.put(buffer, uses.size());
                uses.add(new Use(
                        buffer,
                        ImmutableIntArray.copyOf(here),
                        isBegun,
                        outlives,
                        words,
                        rounding,
                        users.writersOf(buffer)));
            } else if (isBegun && outlives) {
                constantWords = Math.addExact(constantWords, words);
                constantRounding = Math.max(constantRounding, rounding);
            } else if (isBegun && all.length == 0 && first == 0) {
                idleWords = Math.addExact(idleWords, words);
                idleRounding = Math.max(idleRounding, rounding);
            }
        }
        return numbers;
    }

    private static int[] numbered(ImmutableIntArray buffers, Map<Integer, Integer> numbers) {
        return buffers.stream().map(buffer -> numbers.getOrDefault(buffer, -1)).toArray();
    }

    int first() {
        return first;
    }

    int count() {
        return count;
    }

    int[] successors(int task) {
        return after[task];
    }

    int[] before(int task) {
        return before[task];
    }

    int[] reads(int task) {
        return reads[task];
    }

    int[] writes(int task) {
        return writes[task];
    }

    List<Use> uses() {
        return uses;
    }

    long constantWords() {
        return constantWords;
    }

    StepNeeds needs() {
        return needs;
    }

    /** Nothing executed. */
    State start() {
        int[] ready = new int[count];
        int size = 0;
        for (int task = 0; task < count; task++) {
            if (before[task].length == 0) {
                ready[size++] = task;
            }
        }
        long live = constantWords;
        for (Use use : uses) {
            live = use.isBegun() ? Math.addExact(live, use.words()) : live;
        }
        return new State(TaskSet.empty(count), 0, ImmutableIntArray.copyOf(Arrays.copyOf(ready, size)), live, 0, null);
    }

    /** What the task needs from here, and what it leaves. */
    Move move(State state, int task) {
        tried++;
        TaskSet done = state.done().with(task);
        BitSet dying = new BitSet();
        BitSet arriving = new BitSet();
        long freed = 0;
        long growth = 0;
        for (int i = 0; i < reads[task].length; i++) {
            Use use = uses.get(reads[task][i]);
            if (isOver(use, done)) {
                dying.set(i);
                freed = Math.addExact(freed, use.words());
            }
        }
        for (int j = 0; j < writes[task].length; j++) {
            Use use = uses.get(writes[task][j]);
            if (!isBegun(use, state.done())) {
                arriving.set(j);
                growth = Math.addExact(growth, use.words());
            }
            growth -= isOver(use, done) ? use.words() : 0;
        }
        boolean withIdle = state.count() == 0;
        long bystanders = state.liveWords() - freed + (withIdle ? idleWords : 0);
        long rounding = needs.grain() == 1 ? StepNeeds.NOBODY : rounding(state, task, dying, withIdle);
        long need = needs.words(first + task, dying, arriving, bystanders, rounding);
        return new Move(task, done, need, growth - freed);
    }

    /** Greatest rounding among all that is live and neither dies nor arrives. */
    private long rounding(State state, int task, BitSet dying, boolean withIdle) {
        BitSet involved = new BitSet();
        dying.stream().forEach(i -> involved.set(reads[task][i]));
        long most = withIdle ? Math.max(constantRounding, idleRounding) : constantRounding;
        for (int i = 0; i < uses.size(); i++) {
            Use use = uses.get(i);
            if (!involved.get(i) && isBegun(use, state.done()) && !isOver(use, state.done())) {
                most = Math.max(most, use.rounding());
            }
        }
        return most;
    }

    private static boolean isBegun(Use use, TaskSet done) {
        return use.isBegun() || use.tasks().stream().anyMatch(done::contains);
    }

    private static boolean isOver(Use use, TaskSet done) {
        if (use.outlives()) {
            return false;
        }
        for (int i = 0; i < use.tasks().length(); i++) {
            if (!done.contains(use.tasks().get(i))) {
                return false;
            }
        }
        return true;
    }

    State after(State state, Move move) {
        TaskSet done = move.done();
        int[] ready = new int[state.ready().length() - 1 + after[move.task()].length];
        int size = 0;
        for (int task : state.ready().asList()) {
            if (task != move.task()) {
                ready[size++] = task;
            }
        }
        for (int task : after[move.task()]) {
            if (Arrays.stream(before[task]).allMatch(done::contains)) {
                ready[size++] = task;
            }
        }
        ready = Arrays.copyOf(ready, size);
        Arrays.sort(ready);
        return new State(
                done,
                state.count() + 1,
                ImmutableIntArray.copyOf(ready),
                Math.addExact(state.liveWords(), move.growthWords()),
                Math.max(state.peakWords(), move.needWords()),
                new Path(move.task(), state.path()));
    }

    /** The moves from here, or a single one where {@link FreeMoves} knows that it costs nothing. */
    List<Move> moves(State state, long allowedWords) {
        List<Move> moves = new ArrayList<>(state.ready().length());
        for (int task : state.ready().asList()) {
            Move move = move(state, task);
            if (free.isFree(state, move, allowedWords)) {
                return List.of(move);
            }
            moves.add(move);
        }
        return moves;
    }

    /** How often a task has been tried so far. */
    long tried() {
        return tried;
    }
}
