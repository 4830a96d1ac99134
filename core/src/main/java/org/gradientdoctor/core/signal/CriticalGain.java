package org.gradientdoctor.core.signal;

/**
 * Critical initialization: the weight scale at which χ₁ = 1 at a variance of pre-activations that stays and to which the
 * network returns, so that errors neither vanish nor explode however deep it is (Schoenholz et al. 2017). Not every
 * activation has one.
 */
public sealed interface CriticalGain {
    /**
     * The critical scale of an activation function, as found by search over variances from 1e-6 to 1e6.
     *
     * @param biasVariance σ_b², variance of the biases
     * @throws IllegalArgumentException if it is negative or not a finite number
     */
    static CriticalGain of(ActivationFunction activation, double biasVariance) {
        if (!(biasVariance >= 0 && biasVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the variance of biases is a finite number of 0 or more, not " + biasVariance);
        }
        return new CriticalSearch(activation, biasVariance).find();
    }

    /** How the critical scale holds the signal. */
    enum Hold {
        /** Every variance is kept as it is: ReLU and its leaky forms. */
        ANY_VARIANCE,
        /** The variance shrinks towards 0 as a power of depth, and χ₁ nears 1 as it does: tanh. */
        TOWARDS_ZERO,
        /** The variance returns to q when it is disturbed. */
        AT_VARIANCE,
        /**
         * Unit variance stays at σ_w² = 1 and χ₁ there is near 1, though not exactly (SELU: 1.07): self-normalizing
         * (Klambauer et al. 2017). It holds the signal better than the exact edge, where it would die out.
         */
        UNIT_VARIANCE
    }

    /**
     * There is one.
     *
     * @param weightVariance σ_w² = fan-in × Var(w); for square matrices also fan-out × Var(w)
     * @param hold how
     * @param q the variance of pre-activations that stays; 0 for {@link Hold#TOWARDS_ZERO}, 1 stands for all for
     *     {@link Hold#ANY_VARIANCE}
     * @param chi χ₁ there: 1, or near it for {@link Hold#UNIT_VARIANCE}
     */
    record Stable(double weightVariance, Hold hold, double q, double chi) implements CriticalGain {
        /**
         * The gain g of orthogonal weights (DL4J's {@code IDENTITY} or an orthogonal draw times g) with the same recursion:
         * g² = σ_w². Only the spread of singular values is another, {@link SingularValueSpread}: with tanh it stays near
         * zero, with ReLU it grows with depth as for Gaussian weights, at half the rate (Pennington et al. 2017).
         */
        public double orthogonalGain() {
            return Math.sqrt(weightVariance);
        }

        /** Standard deviation of the weights of a layer with this fan-in. */
        public double weightDeviation(double fanIn) {
            return Math.sqrt(weightVariance / fanIn);
        }
    }

    /**
     * There is none of use.
     *
     * @param reason why, with numbers, in a sentence
     */
    record None(String reason) implements CriticalGain {}
}
