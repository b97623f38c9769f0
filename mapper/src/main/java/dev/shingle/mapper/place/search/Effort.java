package dev.shingle.mapper.place.search;

import dev.shingle.mapper.place.Budget;

/** What several searches have spent of one budget; a part of it ends by itself without ending the whole. */
final class Effort {

    private final Budget budget;
    private long spent;
    private long limit;

    Effort(Budget budget) {
        this.budget = budget;
        this.limit = budget.nodes();
    }

    /** From now on at most so much more, within the budget. */
    void allow(long more) {
        limit = Math.min(budget.nodes(), spent + more);
    }

    void spend(long nodes) {
        spent += nodes;
    }

    boolean isSpent() {
        return spent >= limit || isWhollySpent();
    }

    boolean isWhollySpent() {
        return spent >= budget.nodes() || budget.isSpent(spent / Budget.CLOCK_EVERY * Budget.CLOCK_EVERY);
    }

    long left() {
        return Math.max(0, budget.nodes() - spent);
    }
}
