package org.gradientdoctor.core.signal;

/**
 * Where signals end in a deep network of equal layers, and how many layers of it can be trained.
 *
 * @param phase which regime
 * @param q the variance of pre-activations that stays: 0 where the signal dies out, infinite where none stays
 * @param chi χ₁ there, the factor per layer on the error signal's mean square
 * @param correlation to which pairs of examples go; 1 where they become indistinguishable, NaN where q does not settle
 * @param convergence the factor per layer by which correlations come closer to that: the map's slope there, which is χ₁
 *     where the correlation is 1
 */
public record DeepLimit(Phase phase, double q, double chi, double correlation, double convergence) {
    /** Depth scales after which nothing of a pair's difference is left that training finds (Schoenholz et al. 2017). */
    static final double SCALES = 6;
    /** |ln χ₁| below which 60 000 layers would pass: power laws rule before. */
    private static final double EDGE = 1e-4;

    /** How a deep network treats signals. */
    public enum Phase {
        /** χ₁ below 1: errors vanish towards the input, examples become indistinguishable towards the output. */
        ORDERED,
        /** χ₁ = 1: both decay as power laws at most. */
        EDGE,
        /** χ₁ above 1: errors explode towards the input, examples lose what they have in common. */
        CHAOTIC,
        /** The signal grows from layer to layer without end. */
        UNBOUNDED
    }

    static boolean isEdge(double chi) {
        return Math.abs(Math.log(chi)) < EDGE;
    }

    /**
     * Layers to which such a network trains, about: 6/|ln s|, where s is χ₁ in the ordered phase, the slope of the
     * correlation map at its fixed point in the chaotic one (Schoenholz et al. 2017: the forward depth decides there), and
     * χ₁ where the signal is unbounded, since then the errors grow by that. Infinite at the edge, where decay follows a
     * power law and no scale limits the depth. 0 where nothing passes.
     *
     * <p>For a network that begins far from the limit see {@link MeanField#trainableDepth(double)}.
     */
    public double trainableDepth() {
        return phase == Phase.EDGE || isEdge(convergence)
                ? Double.POSITIVE_INFINITY
                : SCALES / Math.abs(Math.log(convergence));
    }
}
