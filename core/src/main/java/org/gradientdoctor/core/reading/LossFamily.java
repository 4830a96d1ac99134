package org.gradientdoctor.core.reading;

/** Losses for which the best answer that ignores the input has a closed form, and the rest. */
public enum LossFamily {
    /** Multi-class cross-entropy, negative log-likelihood: −Σ y ln p, natural logarithm. */
    CROSS_ENTROPY,
    /** Cross-entropy of independent binary outputs: −Σ (y ln p + (1 − y) ln(1 − p)). */
    BINARY_CROSS_ENTROPY,
    /** Mean over outputs of squared errors. */
    MEAN_SQUARED_ERROR,
    /** Sum over outputs of squared errors. */
    SQUARED_ERROR,
    /** Mean over outputs of absolute errors. */
    MEAN_ABSOLUTE_ERROR,
    /** Sum over outputs of absolute errors. */
    ABSOLUTE_ERROR,
    /** Any other: no constant answer is known. */
    OTHER;

    /** Whether the labels are classes or bits rather than quantities. */
    public boolean isClassification() {
        return this == CROSS_ENTROPY || this == BINARY_CROSS_ENTROPY;
    }
}
