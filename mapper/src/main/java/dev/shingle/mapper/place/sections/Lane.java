package dev.shingle.mapper.place.sections;

import java.util.function.LongPredicate;

/**
 * One of the searches that run side by side: every second restart, with tables of its own. What it does depends on nothing
 * but its number and the options, so lanes can be run at once or in turns.
 */
final class Lane {

    private final int number;
    private final int lanes;
    private final SearchOptions options;
    private final Orders orders;
    private final State state;
    private final PartSearch search;
    private int round;
    private PartSearch.Outcome outcome = PartSearch.Outcome.STOPPED;

    Lane(int number, int lanes, Sections sections, long capacity, SearchOptions options) {
        this.number = number;
        this.lanes = lanes;
        this.options = options;
        orders = new Orders(sections, options.uses(Trick.SEVERAL_ORDERS), options.uses(Trick.NOISE), options.seed());
        state = new State(sections, capacity);
        search = new PartSearch(state, orders.rank, options);
    }

    int number() {
        return number;
    }

    long nodes() {
        return search.nodes();
    }

    boolean isFinished() {
        return outcome != PartSearch.Outcome.STOPPED;
    }

    boolean isPlaced() {
        return outcome == PartSearch.Outcome.PLACED;
    }

    long[] offsets() {
        return state.offsets();
    }

    /** Makes the next restart, but visits no more nodes than allowed, counted from the first. */
    void next(long upToNodes, LongPredicate mustStop) {
        orders.prepare(lanes * round + number);
        long length = options.uses(Trick.RESTARTS) ? options.restartNodes() * Luby.term(round) : Long.MAX_VALUE / 2;
        search.applyWeights((round + number) % 2 == 1);
        round++;
        outcome = search.run(Math.min(upToNodes, search.nodes() + length), mustStop);
    }
}
