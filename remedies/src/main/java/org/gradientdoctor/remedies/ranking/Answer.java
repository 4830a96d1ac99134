package org.gradientdoctor.remedies.ranking;

import java.util.List;

/** What the advisor can prescribe: one remedy with a way to choose its values, or several that go together. */
enum Answer {
    SAFE_IN_HALF(Relevance.DATA, "change-updater"),
    INPUTS_NORMALIZED(Relevance.DATA, "normalize-inputs"),
    INPUTS(Relevance.DATA, "standardize-inputs"),
    LABELS(Relevance.DATA, "standardize-labels"),
    OUTPUTS(Relevance.DATA, "fix-output-and-loss"),
    RELU(Relevance.ACTIVATION, "swap-activation"),
    RELU_NORMALIZED(Relevance.ACTIVATION, "swap-activation", "insert-batch-normalization"),
    RELU_WITH_SKIPS(Relevance.ACTIVATION, "swap-activation", "add-skip-connections"),
    LEAKY_RELU(Relevance.ACTIVATION, "swap-activation"),
    ELU(Relevance.ACTIVATION, "swap-activation"),
    SELU(Relevance.ACTIVATION, "swap-activation"),
    TAILORED(Relevance.ACTIVATION, "tailor-rectifier"),
    LEARNED_SLOPE(Relevance.ACTIVATION, "parametric-rectifier"),
    BATCH_NORMALIZATION(Relevance.NORMALIZATION, "insert-batch-normalization"),
    BATCH_NORMALIZATION_FROM_DATA(Relevance.NORMALIZATION, "insert-batch-normalization"),
    LAYER_NORMALIZATION(Relevance.NORMALIZATION, "layer-normalization"),
    DRAWN_AND_NORMALIZED(Relevance.NORMALIZATION, "reinitialize-weights", "insert-batch-normalization"),
    LOWER_RATE(Relevance.RATE, "reduce-learning-rate"),
    HIGHER_RATE(Relevance.RATE, "tune-learning-rate"),
    WARM_UP(Relevance.RATE, "tune-learning-rate"),
    DRAWN_AND_SLOWER(Relevance.RATE, "reinitialize-weights", "reduce-learning-rate"),
    GATES(Relevance.ARCHITECTURE, "gate-recurrence"),
    GATES_AND_SLOWER(Relevance.ARCHITECTURE, "gate-recurrence", "reduce-learning-rate"),
    SKIPS(Relevance.ARCHITECTURE, "add-skip-connections"),
    GATED_SKIPS(Relevance.ARCHITECTURE, "add-skip-connections"),
    DRAWN_WITH_SKIPS(Relevance.ARCHITECTURE, "reinitialize-weights", "add-skip-connections"),
    DRAWN(Relevance.INITIALIZATION, "reinitialize-weights"),
    ORTHOGONAL(Relevance.INITIALIZATION, "reinitialize-weights"),
    CRITICAL(Relevance.INITIALIZATION, "reinitialize-weights"),
    UNIT_VARIANCE(Relevance.INITIALIZATION, "unit-variance"),
    CLIPPED_BY_LAYER(Relevance.CLIPPING, "clip-gradients"),
    CLIPPED_AS_A_WHOLE(Relevance.CLIPPING, "clip-global-norm"),
    CLIPPED_BY_UNIT(Relevance.CLIPPING, "clip-adaptively"),
    DRAWN_AND_CLIPPED(Relevance.CLIPPING, "reinitialize-weights", "clip-gradients"),
    /** What most often helps, all at once: where a sickness has several roots, no single remedy shows any effect. */
    ALL_TOGETHER(
            Relevance.TOGETHER,
            "swap-activation",
            "reinitialize-weights",
            "insert-batch-normalization",
            "change-updater",
            "standardize-inputs",
            "normalize-inputs",
            "regularize-weights",
            "reduce-dropout"),
    FEWER_LAYERS(Relevance.DEPTH, "reduce-depth"),
    LIGHTER_PENALTY(Relevance.REGULARIZATION, "regularize-weights"),
    NO_PENALTY(Relevance.REGULARIZATION, "regularize-weights"),
    DECAY(Relevance.REGULARIZATION, "regularize-weights"),
    LIGHTER_DROPOUT(Relevance.REGULARIZATION, "reduce-dropout"),
    ADAM(Relevance.OPTIMIZER, "change-updater");

    private final Relevance relevance;
    private final List<String> remedies;

    Answer(Relevance relevance, String... remedies) {
        this.relevance = relevance;
        this.remedies = List.of(remedies);
    }

    Relevance relevance() {
        return relevance;
    }

    /** The names of the remedies it may consist of. */
    List<String> remedies() {
        return remedies;
    }
}
