package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.junit.jupiter.api.Test;

class SingularValueSpreadTest {
    private static final int WIDTH = 200;
    private static final int DEPTH = 4;
    private static final int NETWORKS = 6;

    @Test
    void linearNetworksHaveDepthForGaussianAndZeroForOrthogonalWeights() {
        assertThat(SingularValueSpread.gaussian(ActivationFunction.identity(), 1, 7))
                .isCloseTo(7, within(1e-8));
        assertThat(SingularValueSpread.orthogonal(ActivationFunction.identity(), 1, 7))
                .isCloseTo(0, within(1e-8));
    }

    @Test
    void reluSpreadsThemWithDepthForBoth() {
        // φ′ is 0 or 1 with probability 1/2 each: μ₂/μ₁² = (1/2)/(1/4) = 2
        assertThat(SingularValueSpread.gaussian(Activations.RELU, .3, 5)).isCloseTo(10, within(1e-7));
        assertThat(SingularValueSpread.orthogonal(Activations.RELU, .3, 5)).isCloseTo(5, within(1e-7));
    }

    @Test
    void tanhHardlySpreadsThemAtSmallVariancesWithOrthogonalWeights() {
        // φ′⁴ ≈ 1 − 4z², φ′² ≈ 1 − 2z²; Var(φ′²)/μ₁² ≈ 4·Var(z²) = 8q²
        assertThat(SingularValueSpread.orthogonal(Activations.TANH, 1e-3, 10)).isCloseTo(8e-5, within(4e-6));
    }

    @Test
    void realJacobiansOfReluSpreadAsPredicted() {
        Random random = new Random(3);
        assertThat(measured(() -> gaussian(random), random))
                .isCloseTo(SingularValueSpread.gaussian(Activations.RELU, 1, DEPTH), withinPercentage(8));
        assertThat(measured(() -> orthogonal(random), random))
                .isCloseTo(SingularValueSpread.orthogonal(Activations.RELU, 1, DEPTH), withinPercentage(8));
    }

    /** Variance of squared singular values over their squared mean, from traces of the Jacobian's Gram matrix. */
    private static double measured(Supplier<double[][]> weights, Random random) {
        double total = 0;
        for (int n = 0; n < NETWORKS; n++) {
            double[][] jacobian = identity(WIDTH);
            for (int l = 0; l < DEPTH; l++) {
                jacobian = product(halfPassed(weights.get(), random), jacobian);
            }
            double[][] gram = product(jacobian, transposed(jacobian));
            double trace = 0;
            double squares = 0;
            for (int i = 0; i < WIDTH; i++) {
                trace += gram[i][i] / WIDTH;
                for (double x : gram[i]) {
                    squares += x * x / WIDTH;
                }
            }
            total += (squares / (trace * trace) - 1) / NETWORKS;
        }
        return total;
    }

    private static double[][] gaussian(Random random) {
        double[][] weights = new double[WIDTH][WIDTH];
        for (double[] row : weights) {
            for (int i = 0; i < WIDTH; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return weights;
    }

    private static double[][] orthogonal(Random random) {
        return new QRDecomposition(new Array2DRowRealMatrix(gaussian(random)))
                .getQ()
                .getData();
    }

    /** Half of the units, at random, pass what the weights make of it. */
    private static double[][] halfPassed(double[][] weights, Random random) {
        for (double[] row : weights) {
            if (random.nextBoolean()) {
                Arrays.fill(row, 0);
            }
        }
        return weights;
    }

    private static double[][] identity(int width) {
        double[][] identity = new double[width][width];
        for (int i = 0; i < width; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                transposed[i][j] = a[j][i];
            }
        }
        return transposed;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }
}
