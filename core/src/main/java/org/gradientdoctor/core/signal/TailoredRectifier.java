package org.gradientdoctor.core.signal;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Leaky rectifiers whose negative slope is tailored to a network's depth, so that examples stay apart without
 * normalization or skips (Zhang, Botev &amp; Martens 2022, "Deep learning without shortcuts").
 */
public final class TailoredRectifier {
    /** The correlation that orthogonal inputs may reach at the output; the paper found .9 best, and the rest insensitive. */
    private static final double TARGET = 0.9;

    private static final double ACCURACY = 1e-10;
    private static final int EVALUATIONS = 200;

    private TailoredRectifier() {}

    /**
     * The negative slope with which inputs of correlation 0 leave {@code depth} layers with correlation .9. It is 0, plain
     * ReLU, where the network is too shallow for that, and nears 1, a linear network, with growing depth.
     *
     * @param depth layers with weights
     * @throws IllegalArgumentException if it is below 1
     */
    public static double slopeFor(int depth) {
        if (depth < 1) {
            throw new IllegalArgumentException("a network has a depth of at least one layer, not " + depth);
        }
        if (correlationAfter(depth, 0) <= TARGET) {
            return 0;
        }
        return new BrentSolver(ACCURACY).solve(EVALUATIONS, slope -> correlationAfter(depth, slope) - TARGET, 0, 1);
    }

    /** The leaky rectifier of this slope times √(2/(1 + slope²)): it keeps every mean square at σ_w² = 1. */
    public static ActivationFunction normalized(double slope) {
        return ActivationFunction.leaky(slope).scaled(Math.sqrt(2 / (1 + slope * slope)));
    }

    /**
     * What becomes of a correlation in one layer: c + (1 − a)²/(π(1 + a²)) · (√(1 − c²) − c·arccos c) for slope a (Zhang et
     * al. 2022; for a = 0 the arc-cosine kernel of Cho &amp; Saul 2009).
     */
    static double nextCorrelation(double slope, double c) {
        double share = (1 - slope) * (1 - slope) / (Math.PI * (1 + slope * slope));
        double within = Math.min(1, c);
        return within + share * (Math.sqrt(1 - within * within) - within * Math.acos(within));
    }

    private static double correlationAfter(int depth, double slope) {
        double c = 0;
        for (int l = 0; l < depth; l++) {
            c = nextCorrelation(slope, c);
        }
        return c;
    }
}
