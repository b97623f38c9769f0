package dev.shingle.mapper.order;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.order.OrderProblem.Overlaps;
import dev.shingle.mapper.order.OrderProblem.Storage;
import dev.shingle.mapper.order.OrderProblem.Task;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Random problems, and what an order of them needs according to the placement problem that it makes. */
final class OrderProblems {

    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Storage> buffers = new ArrayList<>();
    private final List<List<Integer>> writers = new ArrayList<>();
    /** Whether each buffer may get another writer. */
    private final boolean joint;

    private OrderProblems(Random random, boolean joint) {
        this.random = random;
        this.joint = joint;
    }

    static OrderProblem random(Random random, int tasks) {
        return new OrderProblems(random, random.nextInt(4) == 0).draw(tasks, machine(random));
    }

    static OrderProblem random(Random random, int tasks, Machine machine) {
        return new OrderProblems(random, false).draw(tasks, machine);
    }

    private OrderProblem draw(int taskCount, Machine machine) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            buffer(true);
        }
        int width = 1 + random.nextInt(6);
        for (int task = 0; task < taskCount; task++) {
            tasks.add(task(task, width));
        }
        long salt = random.nextLong();
        return new OrderProblem(
                ImmutableList.copyOf(tasks),
                ImmutableList.copyOf(buffers),
                overlaps(salt, List.copyOf(buffers)),
                machine);
    }

    private int buffer(boolean isInput) {
        buffers.add(new Storage(1 + random.nextInt(random.nextInt(3) == 0 ? 60 : 12), isInput, random.nextInt(8) == 0));
        writers.add(new ArrayList<>());
        return buffers.size() - 1;
    }

    /** Reads what was written lately, seldom something older. */
    private Task task(int number, int width) {
        Set<Integer> reads = new TreeSet<>();
        for (int i = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
            int back = 1 + random.nextInt(random.nextInt(4) == 0 ? buffers.size() : Math.min(width, buffers.size()));
            reads.add(buffers.size() - back);
        }
        Set<Integer> after = new TreeSet<>();
        reads.forEach(buffer -> after.addAll(writers.get(buffer)));
        Set<Integer> writes = new TreeSet<>();
        int last = buffers.size() - 1;
        if (joint && !buffers.get(last).isInput() && !reads.contains(last) && random.nextBoolean()) {
            writes.add(last);
        }
        for (int i = random.nextInt(5) == 0 ? 2 : 1; i > writes.size(); i--) {
            writes.add(buffer(false));
        }
        writes.forEach(buffer -> writers.get(buffer).add(number));
        return new Task(
                ImmutableIntArray.copyOf(after), ImmutableIntArray.copyOf(reads), ImmutableIntArray.copyOf(writes));
    }

    private static Overlaps overlaps(long salt, List<Storage> buffers) {
        return (task, operand, result, traversal) -> {
            Random distances =
                    new Random(salt + 31L * (task + 31L * (operand + 31L * (result + 31L * traversal.ordinal()))));
            long operandWords = buffers.get(operand).sizeWords();
            long resultWords = buffers.get(result).sizeWords();
            return switch (distances.nextInt(5)) {
                case 0 -> Distance.FREE;
                case 1 -> Distance.ofWords(resultWords);
                default -> Distance.ofWords(distances.nextLong(-operandWords, resultWords + 1));
            };
        };
    }

    static Machine machine(Random random) {
        ImmutableSet<Traversal> traversals = switch (random.nextInt(3)) {
            case 0 -> ImmutableSet.of(Traversal.FORWARD);
            case 1 -> ImmutableSet.of(Traversal.REVERSE);
            default -> ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE);
        };
        Addressing addressing = random.nextInt(4) == 0 ? Addressing.CIRCULAR : Addressing.LINEAR;
        return machine(traversals, addressing, random.nextBoolean() ? 1 : 1 + random.nextInt(8));
    }

    static Machine machine(ImmutableSet<Traversal> traversals, Addressing addressing, int alignmentWords) {
        return new Machine(
                "test",
                "made for a test",
                Layout.bytes(),
                new WriteGranularity.Pixel(),
                0,
                GroupOrder.DESCENDING,
                traversals,
                addressing,
                alignmentWords,
                OptionalLong.empty());
    }

    /** The bound of the whole placement problem that an order makes: nothing of the search takes part in it. */
    static long need(OrderProblem problem, int[] order) {
        int count = problem.buffers().size();
        int[] first = new int[count];
        int[] last = new int[count];
        Arrays.fill(first, Integer.MAX_VALUE);
        Arrays.fill(last, -1);
        for (int step = 0; step < order.length; step++) {
            Task task = problem.tasks().get(order[step]);
            for (ImmutableIntArray uses : List.of(task.reads(), task.writes())) {
                for (int buffer : uses.asList()) {
                    first[buffer] = Math.min(first[buffer], step);
                    last[buffer] = step;
                }
            }
        }
        List<LiveRange> lives = new ArrayList<>();
        for (int buffer = 0; buffer < count; buffer++) {
            Storage storage = problem.buffers().get(buffer);
            int start = storage.isInput() ? 0 : first[buffer];
            lives.add(new LiveRange(start, storage.isOutput() ? order.length : Math.max(start, last[buffer]) + 1));
        }
        return LowerBound.of(PlacementProblem.of(
                                problem.buffers().stream()
                                        .mapToLong(Storage::sizeWords)
                                        .toArray(),
                                lives)
                        .meetings(meetings(problem, order, lives))
                        .traversals(problem.machine().traversals())
                        .alignment(problem.machine().alignmentWords())
                        .addressing(problem.machine().addressing())
                        .build())
                .words();
    }

    private static List<Meeting> meetings(OrderProblem problem, int[] order, List<LiveRange> lives) {
        List<Meeting> meetings = new ArrayList<>();
        for (int step = 0; step < order.length; step++) {
            Task task = problem.tasks().get(order[step]);
            for (int operand : task.reads().asList()) {
                for (int result : task.writes().asList()) {
                    if (lives.get(operand).end() == step + 1
                            && !problem.buffers().get(operand).isOutput()
                            && lives.get(result).start() == step) {
                        meetings.add(new Meeting(
                                step,
                                operand,
                                result,
                                distance(problem, order[step], operand, result, Traversal.FORWARD),
                                distance(problem, order[step], operand, result, Traversal.REVERSE)));
                    }
                }
            }
        }
        return meetings;
    }

    private static Distance distance(OrderProblem problem, int task, int operand, int result, Traversal traversal) {
        return problem.machine().traversals().contains(traversal)
                ? problem.overlaps().of(task, operand, result, traversal)
                : Distance.FREE;
    }

    /** Hands every order in which the tasks can run to {@code each}. */
    static void orders(OrderProblem problem, Consumer<int[]> each) {
        extend(problem, new int[problem.tasks().size()], 0, each);
    }

    private static void extend(OrderProblem problem, int[] order, int length, Consumer<int[]> each) {
        if (length == order.length) {
            each.accept(order);
            return;
        }
        for (int task = 0; task < order.length; task++) {
            int[] done = Arrays.copyOf(order, length);
            int candidate = task;
            boolean isReady = Arrays.stream(done).noneMatch(other -> other == candidate)
                    && problem.tasks().get(task).after().stream()
                            .allMatch(before -> Arrays.stream(done).anyMatch(other -> other == before));
            if (isReady) {
                order[length] = task;
                extend(problem, order, length + 1, each);
            }
        }
    }

    /** The same problem with its tasks listed in another order in which they can run. */
    static OrderProblem listed(OrderProblem problem, int[] order) {
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        ImmutableList<Task> tasks = Arrays.stream(order)
                .mapToObj(problem.tasks()::get)
                .map(task -> new Task(
                        ImmutableIntArray.copyOf(task.after().stream().map(before -> place[before])),
                        task.reads(),
                        task.writes()))
                .collect(toImmutableList());
        Overlaps overlaps =
                (task, operand, result, traversal) -> problem.overlaps().of(order[task], operand, result, traversal);
        return new OrderProblem(tasks, problem.buffers(), overlaps, problem.machine());
    }
}
