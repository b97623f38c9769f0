package dev.shingle.networks.quantize;

/**
 * Mean and second moments of what the windows of a layer read, one matrix for each group of input channels: what is needed
 * to know how much an error of the weights changes the results, and which errors cancel.
 *
 * <pre>
 *   E[(e . x)^2] = e' H e,   H = E[x x'],   x = the K numbers under one window
 * </pre>
 */
final class PatchMoments {

    private final int groups;
    private final int taps;
    private final double[] sums;
    private final double[] products;
    private long count;

    PatchMoments(int groups, int taps) {
        this.groups = groups;
        this.taps = taps;
        this.sums = new double[Math.multiplyExact(groups, taps)];
        this.products = new double[Math.multiplyExact(Math.multiplyExact(groups, taps), taps)];
    }

    int groups() {
        return groups;
    }

    /** K. */
    int taps() {
        return taps;
    }

    /** One window: the numbers of group 0, then those of group 1, ... */
    void add(float[] patch) {
        for (int group = 0; group < groups; group++) {
            int base = group * taps;
            for (int i = 0; i < taps; i++) {
                float left = patch[base + i];
                sums[base + i] += left;
                if (left != 0) {
                    int row = (base + i) * taps;
                    for (int j = 0; j <= i; j++) {
                        products[row + j] += (double) left * patch[base + j];
                    }
                }
            }
        }
        count++;
    }

    double mean(int group, int tap) {
        return count == 0 ? 0 : sums[group * taps + tap] / count;
    }

    /**
     * Covariances of a group's taps where every tap is divided by a number of its own; a bias takes care of the means.
     *
     * @param divisors one for each tap
     */
    double[][] covariance(int group, double[] divisors) {
        double[][] matrix = new double[taps][taps];
        for (int i = 0; i < taps; i++) {
            for (int j = 0; j <= i; j++) {
                double product = count == 0 ? 0 : products[(group * taps + i) * taps + j] / count;
                double centred = product - mean(group, i) * mean(group, j);
                matrix[i][j] = centred / (divisors[i] * divisors[j]);
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }
}
