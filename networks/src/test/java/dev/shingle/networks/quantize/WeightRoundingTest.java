package dev.shingle.networks.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WeightRoundingTest {

    @Property(tries = 100)
    void factorOfTheInverseTimesTheMatrixIsOne(@ForAll @IntRange(min = 1, max = 12) int size, @ForAll long seed) {
        double[][] matrix = moments(size, new Random(seed));
        double[][] upper = Cholesky.upperOfInverse(matrix);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    double inverse = 0;
                    for (int m = 0; m < size; m++) {
                        inverse += upper[m][i] * upper[m][k];
                    }
                    sum += inverse * matrix[k][j];
                }
                assertThat(sum).isEqualTo(i == j ? 1 : 0, within(1e-6));
            }
        }
    }

    /** Over many layers, the error of the results is less than that of rounding each weight to its nearest. */
    @Property(tries = 20)
    void errorsCancel(@ForAll long seed) {
        Random random = new Random(seed);
        double passedOn = 0;
        double nearest = 0;
        for (int layer = 0; layer < 20; layer++) {
            double[][] moments = moments(16, random);
            double[] weights = random.doubles(16, -1, 1).toArray();
            double[][] copy = new double[16][];
            for (int i = 0; i < 16; i++) {
                copy[i] = moments[i].clone();
            }
            passedOn += error(moments, weights, WeightRounding.of(copy, 0).round(weights, 0.02));
            nearest += error(moments, weights, WeightRounding.toNearest(weights, 0.02));
        }
        assertThat(passedOn).isLessThan(0.8 * nearest);
    }

    private static double error(double[][] moments, double[] weights, int[] steps) {
        double sum = 0;
        for (int i = 0; i < steps.length; i++) {
            for (int j = 0; j < steps.length; j++) {
                sum += (weights[i] - 0.02 * steps[i]) * moments[i][j] * (weights[j] - 0.02 * steps[j]);
            }
        }
        return sum;
    }

    /** Of inputs that resemble each other, as neighbouring pixels do. */
    private static double[][] moments(int size, Random random) {
        double[][] matrix = new double[size][size];
        for (int sample = 0; sample < 3 * size; sample++) {
            double common = 2 * random.nextGaussian();
            double[] input = new double[size];
            for (int i = 0; i < size; i++) {
                input[i] = common + random.nextGaussian();
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i][j] += input[i] * input[j] / (3 * size);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            matrix[i][i] += 0.1;
        }
        return matrix;
    }
}
