package org.gradientdoctor.core.signal;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The mean of a function of a Gaussian variable, E[f(u)] with u ~ N(mean, deviation²), by Gauss–Legendre quadrature on
 * panels.
 *
 * <p>Gauss–Hermite is the usual choice and fails twice here: at kinks, and where the deviation is large, since an
 * activation turns within a few units around zero and all Hermite nodes but one lie far outside. So panels end at the
 * kinks, are three deviations wide at most for the density's sake, and grow geometrically away from zero for the
 * function's sake. Relative error about 1e-10 for functions that are smooth on a scale of 1 between kinks; 140
 * evaluations at a deviation of 1, twenty more for each doubling.
 */
public final class GaussianMean {
    /** Deviations beyond which the density, 1e-18 of its peak, is left out. */
    private static final double REACH = 9;
    /** Width of a panel in deviations: ten nodes integrate the density over three to 4e-12. */
    private static final double WIDTH = 3;
    /** Nodes of a panel. Over [0, 2] they integrate tanh, whose nearest pole is at iπ/2, to 2e-12. */
    private static final int NODES = 10;
    /** The panel at zero has the scale on which activations turn; those after it double. */
    private static final double FIRST = 1;

    private static final double NORM = 1 / Math.sqrt(2 * Math.PI);
    private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(NODES);
    private static final double[] ZERO = {0};

    private GaussianMean() {}

    /**
     * E[f(u)]; f(mean) where the deviation is 0. A NaN that f returns is the answer.
     *
     * @param f smooth on a scale of 1 around zero, and more slowly varying farther out, except at the kinks
     * @param kinks where f or its slope jumps, in any order
     * @throws IllegalArgumentException if mean or deviation is not finite, or the deviation negative
     */
    public static double of(DoubleUnaryOperator f, double mean, double deviation, double... kinks) {
        return around(f, mean, deviation, kinks, ZERO);
    }

    /** The same for a function that turns around other places than zero. */
    static double around(DoubleUnaryOperator f, double mean, double deviation, double[] kinks, double[] centers) {
        return over(-REACH, f, mean, deviation, kinks, centers);
    }

    /** The same for an even function and a mean of 0, at half the cost. */
    static double ofEven(DoubleUnaryOperator f, double deviation, double[] kinks, double[] centers) {
        double half = over(0, f, 0, deviation, kinks, centers);
        return deviation == 0 ? half : 2 * half;
    }

    private static double over(
            double from, DoubleUnaryOperator f, double mean, double deviation, double[] kinks, double[] centers) {
        if (!Double.isFinite(mean) || !(deviation >= 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("a Gaussian has a finite mean and a finite deviation of 0 or more, not "
                    + mean + " and " + deviation);
        }
        if (deviation == 0) {
            return f.applyAsDouble(mean);
        }
        double[] edges = edges(from, mean, deviation, kinks, centers);
        double sum = 0;
        for (int i = 0; i + 1 < edges.length; i++) {
            if (edges[i + 1] > edges[i]) {
                sum += panel(f, mean, deviation, edges[i], edges[i + 1]);
            }
        }
        return sum;
    }

    private static double panel(DoubleUnaryOperator f, double mean, double deviation, double low, double high) {
        double middle = (low + high) / 2;
        double half = (high - low) / 2;
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            double z = middle + half * RULE.getPoint(i);
            sum += RULE.getWeight(i) * Math.exp(-z * z / 2) * f.applyAsDouble(mean + deviation * z);
        }
        return NORM * half * sum;
    }

    /** Where panels end, in deviations from the mean, ascending. */
    private static double[] edges(double from, double mean, double deviation, double[] kinks, double[] centers) {
        Edges edges = new Edges(from);
        for (double z = from; z <= REACH; z += WIDTH) {
            edges.add(z);
        }
        for (double kink : kinks) {
            edges.add((kink - mean) / deviation);
        }
        for (double center : centers) {
            double z = (center - mean) / deviation;
            edges.add(z);
            double farthest = Math.max(Math.abs(z - from), Math.abs(REACH - z));
            for (double far = FIRST / deviation; far < farthest; far *= 2) {
                edges.add(z - far);
                edges.add(z + far);
            }
        }
        return edges.sorted();
    }

    /** The ends of panels, as they are found. */
    private static final class Edges {
        private final double from;
        private double[] edges = new double[32];
        private int count;

        Edges(double from) {
            this.from = from;
        }

        void add(double z) {
            if (!(z >= from && z <= REACH)) {
                return;
            }
            if (count == edges.length) {
                edges = Arrays.copyOf(edges, 2 * count);
            }
            edges[count++] = z;
        }

        double[] sorted() {
            double[] sorted = Arrays.copyOf(edges, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
