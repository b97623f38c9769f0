package dev.shingle.networks.quantize;

import java.util.Arrays;

/**
 * Rounds the weights of a layer so that their errors cancel in what the layer computes, rather than each to its nearest.
 *
 * <p>With H the second moments of what the taps read, the error of a result is {@code e' H e}. Taps are rounded one after
 * another, and each error is passed on to the taps that are still to come, as far as these read the same:
 *
 * <pre>
 *   inverse(H) = U' U, U upper triangular;      e = (w[k] - q[k]) / U[k][k];      w[j] -= e * U[k][j]  for j &gt; k
 * </pre>
 *
 * This is optimal brain quantisation in the order and with the factorisation of E. Frantar et al., GPTQ (2022): O(K^3) for a
 * matrix and O(K^2) for each output channel. The rounding of the inputs themselves is noise that hits every tap; its
 * variance on the diagonal also keeps the matrix invertible.
 */
final class WeightRounding {

    private static final double DAMPING = 1e-3;

    private final int[] order;
    private final double[][] upper;

    private WeightRounding(int[] order, double[][] upper) {
        this.order = order;
        this.upper = upper;
    }

    /**
     * Prepares to round the weights of all output channels that read the same.
     *
     * @param moments symmetric, of K taps; changed
     * @param noise variance of the inputs' own rounding
     */
    static WeightRounding of(double[][] moments, double noise) {
        int taps = moments.length;
        double trace = 0;
        for (int i = 0; i < taps; i++) {
            trace += moments[i][i];
        }
        double damping = noise + DAMPING * trace / taps + Double.MIN_NORMAL;
        for (int i = 0; i < taps; i++) {
            moments[i][i] += damping;
        }
        Integer[] byWeight = new Integer[taps];
        Arrays.setAll(byWeight, i -> i);
        Arrays.sort(byWeight, (a, b) -> Double.compare(moments[b][b], moments[a][a]));
        int[] order = Arrays.stream(byWeight).mapToInt(i -> i).toArray();
        return new WeightRounding(order, Cholesky.upperOfInverse(permuted(moments, order)));
    }

    /** Whole numbers from -127 to 127 in place of {@code weights / scale}. */
    int[] round(double[] weights, double scale) {
        int taps = order.length;
        double[] left = new double[taps];
        for (int k = 0; k < taps; k++) {
            left[k] = weights[order[k]] / scale;
        }
        int[] rounded = new int[taps];
        for (int k = 0; k < taps; k++) {
            double nearest = clamped(left[k]);
            rounded[order[k]] = (int) nearest;
            double error = (left[k] - nearest) / upper[k][k];
            for (int j = k + 1; j < taps; j++) {
                left[j] -= error * upper[k][j];
            }
        }
        return rounded;
    }

    /** Each weight to its nearest. */
    static int[] toNearest(double[] weights, double scale) {
        return Arrays.stream(weights)
                .mapToInt(weight -> (int) clamped(weight / scale))
                .toArray();
    }

    private static double clamped(double steps) {
        return Math.max(-SymmetricWeights.MOST, Math.min(SymmetricWeights.MOST, Math.rint(steps)));
    }

    private static double[][] permuted(double[][] matrix, int[] order) {
        double[][] permuted = new double[order.length][order.length];
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < order.length; j++) {
                permuted[i][j] = matrix[order[i]][order[j]];
            }
        }
        return permuted;
    }
}
