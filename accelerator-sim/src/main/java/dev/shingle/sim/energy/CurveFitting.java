package dev.shingle.sim.energy;

import com.google.common.collect.ImmutableList;
import dev.shingle.sim.energy.SramCurve.Term;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.jspecify.annotations.Nullable;

/**
 * Fits a figure's logarithm by a polynomial in the logarithms of size and word, least squares. Degrees 1 (a power law) to 3
 * compete; the winner is the one that foretells best what it has not seen: the least mean square of the errors that would be
 * made at each point had it been left out,
 *
 * <pre>
 *   e(i) / (1 - h(i, i))        e: residuals, h: hat matrix
 * </pre>
 *
 * so no fit is made twice. Reference: D. M. Allen, <i>The relationship between variable selection and data augmentation and a
 * method for prediction</i>, Technometrics 16 (1974).
 */
final class CurveFitting {

    private static final int HIGHEST_DEGREE = 3;

    private final ImmutableList<SramPoint> points;
    private final double[] logarithms;

    private CurveFitting(ImmutableList<SramPoint> points, SramFigure figure) {
        this.points = points;
        this.logarithms = points.stream()
                .mapToDouble(point -> Math.log(point.value(figure)))
                .toArray();
    }

    /** A curve and how well it foretells. */
    private record Candidate(SramCurve curve, double unseenError) {}

    /**
     * The best curve.
     *
     * @throws IllegalArgumentException if there are too few points for any
     */
    static SramCurve of(ImmutableList<SramPoint> points, SramFigure figure) {
        CurveFitting fitting = new CurveFitting(points, figure);
        Candidate best = null;
        for (int degree = 1; degree <= HIGHEST_DEGREE; degree++) {
            Candidate candidate = fitting.ofDegree(degree);
            if (candidate != null && (best == null || candidate.unseenError() < best.unseenError())) {
                best = candidate;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(points.size() + " memories of "
                    + points.get(0).technologyNanometres() + " nm are too few, or too much alike, for a curve");
        }
        return best.curve();
    }

    private @Nullable Candidate ofDegree(int degree) {
        ImmutableList<Monomial> monomials = Monomial.upTo(
                degree,
                (int) points.stream().mapToLong(SramPoint::sizeBytes).distinct().count(),
                (int) points.stream().mapToInt(SramPoint::wordBytes).distinct().count());
        if (points.size() <= monomials.size() + 1) {
            return null;
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true);
        regression.newSampleData(logarithms, rows(monomials));
        try {
            return candidate(monomials, regression);
        } catch (SingularMatrixException e) {
            return null;
        }
    }

    private double[][] rows(ImmutableList<Monomial> monomials) {
        return points.stream()
                .map(point -> monomials.stream()
                        .mapToDouble(monomial -> monomial.of(point.sizeBytes(), point.wordBytes()))
                        .toArray())
                .toArray(double[][]::new);
    }

    private Candidate candidate(ImmutableList<Monomial> monomials, OLSMultipleLinearRegression regression) {
        double[] coefficients = regression.estimateRegressionParameters();
        ImmutableList.Builder<Term> terms = ImmutableList.builder();
        for (int i = 0; i < coefficients.length; i++) {
            terms.add(new Term(monomials.get(i), coefficients[i]));
        }
        RealMatrix hat = regression.calculateHat();
        double[] residuals = regression.estimateResiduals();
        double unseen = 0;
        double worst = 0;
        double squares = 0;
        for (int i = 0; i < residuals.length; i++) {
            double foretold = residuals[i] / (1 - hat.getEntry(i, i));
            unseen += foretold * foretold;
            double relative = Math.expm1(-residuals[i]);
            worst = Math.max(worst, Math.abs(relative));
            squares += relative * relative;
        }
        return new Candidate(new SramCurve(terms.build(), worst, Math.sqrt(squares / residuals.length)), unseen);
    }
}
