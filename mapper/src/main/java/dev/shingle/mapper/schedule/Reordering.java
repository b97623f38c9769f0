package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.order.OrderResult;
import dev.shingle.mapper.order.OrderSearch;
import dev.shingle.networks.Network;

/**
 * The same network with its layers in the order in which the most demanding step needs least.
 *
 * <p>What a step needs is what {@link dev.shingle.mapper.place.LowerBound} says: its buffers overlapped as far as the
 * machine allows. Plans reach the greatest need of all steps nearly always; they never go below.
 *
 * <p>Orders of the steps that there are: which concatenations copy is as in the given order. Of two that share a part the
 * first one does not, so a better order may turn that round and have other steps than those that were searched. Then the
 * given order stays.
 *
 * @param schedule in the better order, or as given; its hash is that of the network as given, so its plans can be verified
 *     against that
 * @param givenWords greatest need of a step as given
 * @param words greatest need of a step now
 * @param lowerBoundWords no order of these steps needs less
 * @param moves how often the search tried a step on a set of executed ones
 */
public record Reordering(Schedule schedule, long givenWords, long words, long lowerBoundWords, long moves) {

    public static Reordering of(Schedule given) {
        return of(given, OrderSearch.DEFAULT_MOVES);
    }

    /** The best order that can be found with about so many moves in each search. */
    public static Reordering of(Schedule given, long mostMoves) {
        if (given.steps().isEmpty()) {
            long words = given.lowerBound().words();
            return new Reordering(given, words, words, words, 0);
        }
        OrderResult result = OrderSearch.of(StepOrder.problem(given), mostMoves);
        if (result.givenWords() != given.lowerBound().words()) {
            throw new AssertionError("the given order of " + given.network().name() + " needs "
                    + given.lowerBound().words() + " words, not " + result.givenWords());
        }
        if (!result.isBetter()) {
            return unchanged(given, result);
        }
        ImmutableList<String> layers = result.order().stream()
                .mapToObj(step -> given.steps().get(step).layer())
                .collect(toImmutableList());
        Network network = StepOrder.inOrder(given.network(), layers);
        Schedule better =
                Schedule.of(network, given.networkHash(), given.machine(), given.options(), given.distances());
        if (!better.steps().stream().map(ScheduledStep::layer).toList().equals(layers)) {
            return unchanged(given, result);
        }
        if (better.lowerBound().words() != result.words()) {
            throw new AssertionError(
                    "the order " + layers + " needs " + better.lowerBound().words() + " words, not " + result.words());
        }
        return new Reordering(better, result.givenWords(), result.words(), result.lowerBoundWords(), result.moves());
    }

    private static Reordering unchanged(Schedule given, OrderResult result) {
        return new Reordering(
                given, result.givenWords(), result.givenWords(), result.lowerBoundWords(), result.moves());
    }

    /** Some layer runs at another place. */
    public boolean isChanged() {
        return words < givenWords;
    }

    /** No order has a smaller greatest need. */
    public boolean isExact() {
        return words == lowerBoundWords;
    }
}
