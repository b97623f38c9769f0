package dev.shingle.mapper.place.sections;

import java.util.Arrays;

/**
 * How often each section was the one that could not be filled, counted across restarts. Where the number of candidates is
 * divided by it, the search turns to the hard sections first (a "weighted degree", as in constraint solvers).
 */
final class Weights {

    private static final double INITIAL = 10;

    private final boolean isLearning;
    private final double[] weight;
    private boolean isApplied;

    Weights(int sections, boolean isLearning) {
        this.isLearning = isLearning;
        weight = new double[sections];
        Arrays.fill(weight, INITIAL);
    }

    /** Whether the weights learned so far count from now on. */
    void apply(boolean isWanted) {
        isApplied = isWanted;
    }

    double of(int section) {
        return isApplied ? weight[section] : 1;
    }

    void blame(int section) {
        if (isLearning) {
            weight[section]++;
        }
    }
}
