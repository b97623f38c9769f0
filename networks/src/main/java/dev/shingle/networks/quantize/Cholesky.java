package dev.shingle.networks.quantize;

/** Triangular factors of symmetric positive definite matrices, in O(K^3). */
final class Cholesky {

    private Cholesky() {}

    /**
     * U, upper triangular, with {@code U' U} the inverse of the matrix.
     *
     * <p>With J the reversal of rows, {@code J H J = L L'} gives {@code H = R R'} with R = J L J, upper triangular. U is the
     * inverse of R.
     */
    static double[][] upperOfInverse(double[][] matrix) {
        int size = matrix.length;
        double[][] lower = inverseOfLower(lower(reversed(matrix)));
        double[][] upper = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                upper[i][j] = lower[size - 1 - i][size - 1 - j];
            }
        }
        return upper;
    }

    private static double[][] reversed(double[][] matrix) {
        int size = matrix.length;
        double[][] reversed = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                reversed[i][j] = matrix[size - 1 - i][size - 1 - j];
            }
        }
        return reversed;
    }

    /** L with {@code L L'} the matrix; pivots that rounding has made too small are lifted. */
    private static double[][] lower(double[][] matrix) {
        int size = matrix.length;
        double[][] lower = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j) {
                    lower[i][i] = Math.sqrt(Math.max(sum, matrix[i][i] * 1e-12));
                } else {
                    lower[i][j] = sum / lower[j][j];
                }
            }
        }
        return lower;
    }

    private static double[][] inverseOfLower(double[][] lower) {
        int size = lower.length;
        double[][] inverse = new double[size][size];
        for (int i = 0; i < size; i++) {
            inverse[i][i] = 1 / lower[i][i];
            for (int k = 0; k < i; k++) {
                double factor = lower[i][k];
                if (factor != 0) {
                    for (int j = 0; j <= k; j++) {
                        inverse[i][j] -= factor * inverse[k][j] * inverse[i][i];
                    }
                }
            }
        }
        return inverse;
    }
}
