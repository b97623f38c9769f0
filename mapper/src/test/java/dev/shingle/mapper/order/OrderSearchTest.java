package dev.shingle.mapper.order;

import static org.assertj.core.api.Assertions.assertThat;

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
        System.out.printf(
                "%d problems, %d orders: better in %d, searched in %d%n", PROBLEMS, orders, better, searched);
        assertThat(better).isGreaterThan(PROBLEMS / 10);
        assertThat(orders).isGreaterThan(20L * PROBLEMS);
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
                            && order.containsAll(problem.tasks().get(task).after().asList()))
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
            List<Integer> fixed = IntStream.range(0, 6).filter(task -> !moves[task]).boxed().toList();
            assertThat(Cuts.of(problem)).as("seed %s", seed).isEqualTo(fixed);
            cuts += fixed.size();
        }
        assertThat(cuts).isGreaterThan(50);
    }
}
