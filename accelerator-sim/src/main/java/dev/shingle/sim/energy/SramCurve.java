package dev.shingle.sim.energy;

import com.google.common.collect.ImmutableList;

/**
 * A figure as a function of a memory's size and word: {@code exp(sum of coefficient * monomial)}.
 *
 * @param terms monomials with their coefficients
 * @param maxError largest relative error at a fitted point
 * @param rmsError root of the mean squared relative error at the fitted points
 */
record SramCurve(ImmutableList<Term> terms, double maxError, double rmsError) {

    /** A monomial and its coefficient. */
    record Term(Monomial monomial, double coefficient) {}

    double of(long sizeBytes, int wordBytes) {
        double logarithm = 0;
        for (Term term : terms) {
            logarithm += term.coefficient() * term.monomial().of(sizeBytes, wordBytes);
        }
        return Math.exp(logarithm);
    }
}
