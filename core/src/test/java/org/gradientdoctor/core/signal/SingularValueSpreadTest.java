package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SingularValueSpreadTest {
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
    void realJacobiansOfReluWithGaussianWeightsSpreadAsPredicted() {
        Random random = new Random(3);
        int width = 200;
        int depth = 4;
        double total = 0;
        int networks = 6;
        for (int n = 0; n < networks; n++) {
            double[][] jacobian = identity(width);
            for (int l = 0; l < depth; l++) {
                jacobian = layer(random, jacobian);
            }
            double[][] gram = product(jacobian, transposed(jacobian));
            double trace = 0;
            double squares = 0;
            for (int i = 0; i < width; i++) {
                trace += gram[i][i] / width;
                for (double x : gram[i]) {
                    squares += x * x / width;
                }
            }
            total += (squares / (trace * trace) - 1) / networks;
        }
        assertThat(total).isCloseTo(SingularValueSpread.gaussian(Activations.RELU, 1, depth), withinPercentage(8));
    }

    /** Half of the units, at random, pass what weights of variance 2/width make of it. */
    private static double[][] layer(Random random, double[][] jacobian) {
        int width = jacobian.length;
        double[][] weights = new double[width][width];
        for (double[] row : weights) {
            if (random.nextBoolean()) {
                for (int i = 0; i < width; i++) {
                    row[i] = Math.sqrt(2.0 / width) * random.nextGaussian();
                }
            }
        }
        return product(weights, jacobian);
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
