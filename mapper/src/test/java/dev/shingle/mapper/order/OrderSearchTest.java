package dev.shingle.mapper.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderSearchTest {

    private static final int PROBLEMS = 1_500;

    /** The least need of all orders, and the first order in lexicographic order that has it. */
    private static final class Exhaustive {
        long least = Long.MAX_VALUE;
        int[] first = {};
        int count;

        Exhaustive(OrderProblem problem) {
            OrderProblems.orders(problem, order -> {
                count++;
                long need = OrderProblems.need(problem, order);
                if (need < least) {
                    least = need;
                    first = order.clone();
                }
            });
        }
    }

    @Test
    void isExactOnWhateverCanBeEnumerated() {
        int better = 0;
        int searched = 0;
        long orders = 0;
        for (int seed = 0; seed < PROBLEMS; seed++) {
            Random random = new Random(seed);
            OrderProblem problem = OrderProblems.random(random, 1 + random.nextInt(7));
            Exhaustive all = new Exhaustive(problem);
            OrderResult result = OrderSearch.of(problem, OrderSearch.DEFAULT_MOVES);
            int[] given = identity(problem);
            assertThat(result.givenWords()).as("seed %s, given", seed).isEqualTo(OrderProblems.need(problem, given));
            assertThat(result.words()).as("seed %s", seed).isEqualTo(all.least);
            assertThat(result.isExact()).as("seed %s", seed).isTrue();
            assertThat(OrderProblems.need(problem, result.order().toArray()))
                    .as("seed %s, order", seed)
                    .isEqualTo(result.words());
            if (!result.isBetter()) {
                assertThat(result.order().toArray()).as("seed %s", seed).isEqualTo(given);
            }
            better += result.isBetter() ? 1 : 0;
            searched += result.moves() > 0 ? 1 : 0;
            orders += all.count;
        }
        System.out.printf("%d problems, %d orders: better in %d, searched in %d%n", PROBLEMS, orders, better, searched);
        assertThat(better).isGreaterThan(PROBLEMS / 10);
        assertThat(orders).isGreaterThan(20L * PROBLEMS);
    }

    /** The graph of seven operators by which Liberis and Lane explain reordering, in arXiv 1910.05110. */
    @Test
    void thePublishedExampleWithoutOverlap() {
        long[] sizes = {1568, 3136, 1568, 512, 512, 256, 256, 512};
        int[][] reads = {{0}, {1}, {2}, {1}, {3}, {4}, {5, 6}};
        ImmutableList.Builder<OrderProblem.Storage> buffers = ImmutableList.builder();
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            buffers.add(new OrderProblem.Storage(sizes[buffer], buffer == 0, buffer == 7));
        }
        ImmutableList.Builder<OrderProblem.Task> tasks = ImmutableList.builder();
        for (int task = 0; task < reads.length; task++) {
            ImmutableIntArray after = ImmutableIntArray.copyOf(
                    Arrays.stream(reads[task]).filter(buffer -> buffer > 0).map(buffer -> buffer - 1));
            tasks.add(new OrderProblem.Task(
                    after, ImmutableIntArray.copyOf(reads[task]), ImmutableIntArray.of(task + 1)));
        }
        OrderProblem disjoint = new OrderProblem(
                tasks.build(),
                buffers.build(),
                (task, operand, result, traversal) -> Distance.ofWords(sizes[result]),
                OrderProblems.machine(ImmutableSet.of(Traversal.FORWARD), Addressing.LINEAR, 1));
        OrderResult result = OrderSearch.of(disjoint, OrderSearch.DEFAULT_MOVES);
        assertThat(result.givenWords()).isEqualTo(5216);
        assertThat(result.words()).isEqualTo(4960);
        assertThat(result.isExact()).isTrue();
    }

    /** Two chains side by side, listed in turns; run one after the other, only one of them is wide at a time. */
    @Test
    void longChainsAreRunOneAfterTheOther() {
        int length = 400;
        ImmutableList.Builder<OrderProblem.Storage> buffers = ImmutableList.builder();
        ImmutableList.Builder<OrderProblem.Task> tasks = ImmutableList.builder();
        buffers.add(new OrderProblem.Storage(10, true, false));
        for (int task = 0; task < 2 * length; task++) {
            boolean isLast = task >= 2 * length - 2;
            int read = task < 2 ? 0 : task - 1;
            buffers.add(new OrderProblem.Storage(isLast ? 1 : 10 + task % 7, false, isLast));
            ImmutableIntArray after = task < 2 ? ImmutableIntArray.of() : ImmutableIntArray.of(task - 2);
            tasks.add(new OrderProblem.Task(after, ImmutableIntArray.of(read), ImmutableIntArray.of(task + 1)));
        }
        OrderProblem problem = new OrderProblem(
                tasks.build(),
                buffers.build(),
                (task, operand, result, traversal) -> Distance.ofWords(0),
                OrderProblems.machine(ImmutableSet.of(Traversal.FORWARD), Addressing.LINEAR, 1));
        OrderResult result = OrderSearch.of(problem, OrderSearch.DEFAULT_MOVES);
        // in turns: 16 words and 15 of the other chain; in a row: 16 and the 10 of the image, which wait for the other
        assertThat(result.givenWords()).isEqualTo(31);
        assertThat(result.words()).isEqualTo(10 + 16);
        assertThat(result.isExact()).isTrue();
        assertThat(result.moves()).isLessThan(100L * length);
    }

    @Test
    void thereIsNeverTooLittleRoomToBeAtLeastAsGoodAsGiven() {
        int narrow = 0;
        int inexact = 0;
        for (int seed = 0; seed < PROBLEMS; seed++) {
            Random random = new Random(seed);
            OrderProblem problem = OrderProblems.random(random, 4 + random.nextInt(4));
            Exhaustive all = new Exhaustive(problem);
            OrderResult result = OrderSearch.of(problem, random.nextInt(12));
            assertThat(result.lowerBoundWords()).as("seed %s", seed).isLessThanOrEqualTo(all.least);
            assertThat(result.words())
                    .as("seed %s", seed)
                    .isBetween(all.least, result.givenWords())
                    .isEqualTo(OrderProblems.need(problem, result.order().toArray()));
            narrow += result.isBetter() ? 1 : 0;
            inexact += result.isExact() ? 0 : 1;
        }
        System.out.printf("%d problems with few moves: better in %d, inexact in %d%n", PROBLEMS, narrow, inexact);
        assertThat(narrow).isGreaterThan(PROBLEMS / 20);
        assertThat(inexact).isGreaterThan(PROBLEMS / 100);
    }

    @Test
    void theLeastNeedDoesNotDependOnTheGivenOrder() {
        for (int seed = 0; seed < PROBLEMS / 4; seed++) {
            Random random = new Random(seed);
            OrderProblem problem = OrderProblems.random(random, 3 + random.nextInt(14));
            OrderResult result = OrderSearch.of(problem, OrderSearch.DEFAULT_MOVES);
            OrderResult shuffled =
                    OrderSearch.of(OrderProblems.listed(problem, shuffled(problem, random)), OrderSearch.DEFAULT_MOVES);
            assertThat(result.isExact()).isTrue();
            assertThat(shuffled.isExact()).isTrue();
            assertThat(shuffled.words()).as("seed %s", seed).isEqualTo(result.words());
        }
    }

    private static int[] shuffled(OrderProblem problem, Random random) {
        List<Integer> order = new ArrayList<>();
        while (order.size() < problem.tasks().size()) {
            List<Integer> ready = IntStream.range(0, problem.tasks().size())
                    .filter(task -> !order.contains(task)
                            && order.containsAll(
                                    problem.tasks().get(task).after().asList()))
                    .boxed()
                    .toList();
            order.add(ready.get(random.nextInt(ready.size())));
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] identity(OrderProblem problem) {
        return IntStream.range(0, problem.tasks().size()).toArray();
    }

    @Test
    void theSameProblemGivesTheSameOrder() {
        for (int seed = 0; seed < 200; seed++) {
            OrderProblem problem = OrderProblems.random(new Random(seed), 12);
            assertThat(OrderSearch.of(problem, 500)).isEqualTo(OrderSearch.of(problem, 500));
        }
    }

    @Test
    void cutsAreTheTasksThatNeverMove() {
        int cuts = 0;
        for (int seed = 0; seed < 500; seed++) {
            OrderProblem problem = OrderProblems.random(new Random(seed), 6);
            boolean[] moves = new boolean[6];
            OrderProblems.orders(problem, order -> {
                for (int place = 0; place < order.length; place++) {
                    moves[place] |= order[place] != place;
                }
            });
            List<Integer> fixed =
                    IntStream.range(0, 6).filter(task -> !moves[task]).boxed().toList();
            assertThat(Cuts.of(problem)).as("seed %s", seed).isEqualTo(fixed);
            cuts += fixed.size();
        }
        assertThat(cuts).isGreaterThan(50);
    }
}
