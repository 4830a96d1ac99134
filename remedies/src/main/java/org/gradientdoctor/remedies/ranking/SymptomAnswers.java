package org.gradientdoctor.remedies.ranking;

import static org.gradientdoctor.remedies.ranking.Answer.ADAM;
import static org.gradientdoctor.remedies.ranking.Answer.ALL_TOGETHER;
import static org.gradientdoctor.remedies.ranking.Answer.BATCH_NORMALIZATION;
import static org.gradientdoctor.remedies.ranking.Answer.CLIPPED_AS_A_WHOLE;
import static org.gradientdoctor.remedies.ranking.Answer.CLIPPED_BY_LAYER;
import static org.gradientdoctor.remedies.ranking.Answer.CLIPPED_BY_UNIT;
import static org.gradientdoctor.remedies.ranking.Answer.CRITICAL;
import static org.gradientdoctor.remedies.ranking.Answer.DECAY;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN_AND_NORMALIZED;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN_AND_SLOWER;
import static org.gradientdoctor.remedies.ranking.Answer.ELU;
import static org.gradientdoctor.remedies.ranking.Answer.FEWER_LAYERS;
import static org.gradientdoctor.remedies.ranking.Answer.GATED_SKIPS;
import static org.gradientdoctor.remedies.ranking.Answer.GATES;
import static org.gradientdoctor.remedies.ranking.Answer.HIGHER_RATE;
import static org.gradientdoctor.remedies.ranking.Answer.INPUTS;
import static org.gradientdoctor.remedies.ranking.Answer.INPUTS_NORMALIZED;
import static org.gradientdoctor.remedies.ranking.Answer.LABELS;
import static org.gradientdoctor.remedies.ranking.Answer.LAYER_NORMALIZATION;
import static org.gradientdoctor.remedies.ranking.Answer.LEAKY_RELU;
import static org.gradientdoctor.remedies.ranking.Answer.LIGHTER_DROPOUT;
import static org.gradientdoctor.remedies.ranking.Answer.LIGHTER_PENALTY;
import static org.gradientdoctor.remedies.ranking.Answer.LOWER_RATE;
import static org.gradientdoctor.remedies.ranking.Answer.ORTHOGONAL;
import static org.gradientdoctor.remedies.ranking.Answer.OUTPUTS;
import static org.gradientdoctor.remedies.ranking.Answer.RELU;
import static org.gradientdoctor.remedies.ranking.Answer.RELU_NORMALIZED;
import static org.gradientdoctor.remedies.ranking.Answer.RELU_WITH_SKIPS;
import static org.gradientdoctor.remedies.ranking.Answer.SAFE_IN_HALF;
import static org.gradientdoctor.remedies.ranking.Answer.SELU;
import static org.gradientdoctor.remedies.ranking.Answer.SKIPS;
import static org.gradientdoctor.remedies.ranking.Answer.TAILORED;
import static org.gradientdoctor.remedies.ranking.Answer.UNIT_VARIANCE;
import static org.gradientdoctor.remedies.ranking.Answer.WARM_UP;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Symptom;

/**
 * Which remedies answer which symptom. The reasons stand in {@code docs/remedies/README.md}, which a test keeps in step.
 */
final class SymptomAnswers {
    private SymptomAnswers() {}

    /** What answers a symptom, whatever its cause. */
    static List<Answer> of(Symptom symptom) {
        return switch (symptom) {
            case VANISHING_GRADIENT ->
                List.of(
                        GATES,
                        RELU,
                        BATCH_NORMALIZATION,
                        SKIPS,
                        DRAWN,
                        ALL_TOGETHER,
                        FEWER_LAYERS,
                        ADAM,
                        RELU_NORMALIZED,
                        DRAWN_AND_NORMALIZED,
                        RELU_WITH_SKIPS,
                        LAYER_NORMALIZATION,
                        ORTHOGONAL,
                        UNIT_VARIANCE,
                        TAILORED,
                        LIGHTER_DROPOUT);
            case EXPLODING_GRADIENT ->
                List.of(
                        GATES,
                        LOWER_RATE,
                        DRAWN,
                        CLIPPED_BY_LAYER,
                        BATCH_NORMALIZATION,
                        ALL_TOGETHER,
                        DRAWN_AND_SLOWER,
                        ORTHOGONAL,
                        CLIPPED_AS_A_WHOLE,
                        CLIPPED_BY_UNIT,
                        LAYER_NORMALIZATION,
                        UNIT_VARIANCE,
                        DECAY,
                        ADAM,
                        LIGHTER_DROPOUT);
            case NON_FINITE_VALUE ->
                List.of(
                        SAFE_IN_HALF,
                        INPUTS_NORMALIZED,
                        LABELS,
                        LOWER_RATE,
                        DRAWN,
                        DRAWN_AND_SLOWER,
                        CLIPPED_BY_LAYER,
                        CLIPPED_AS_A_WHOLE,
                        CLIPPED_BY_UNIT,
                        BATCH_NORMALIZATION,
                        ALL_TOGETHER,
                        ADAM,
                        LIGHTER_DROPOUT);
            case DEAD_UNITS ->
                List.of(
                        LEAKY_RELU,
                        BATCH_NORMALIZATION,
                        DRAWN_AND_SLOWER,
                        LOWER_RATE,
                        DRAWN,
                        ELU,
                        ALL_TOGETHER,
                        SKIPS,
                        UNIT_VARIANCE,
                        ADAM,
                        LIGHTER_DROPOUT);
            case SATURATED_ACTIVATION ->
                List.of(
                        RELU,
                        BATCH_NORMALIZATION,
                        DRAWN,
                        ALL_TOGETHER,
                        RELU_NORMALIZED,
                        LAYER_NORMALIZATION,
                        UNIT_VARIANCE,
                        INPUTS_NORMALIZED,
                        LOWER_RATE,
                        LEAKY_RELU,
                        ELU,
                        SELU);
            case UPDATE_TOO_LARGE ->
                List.of(
                        LOWER_RATE,
                        CLIPPED_BY_LAYER,
                        ADAM,
                        WARM_UP,
                        DRAWN_AND_SLOWER,
                        CLIPPED_AS_A_WHOLE,
                        CLIPPED_BY_UNIT,
                        INPUTS_NORMALIZED,
                        LABELS,
                        LIGHTER_DROPOUT);
            case UPDATE_TOO_SMALL -> List.of(HIGHER_RATE, RELU, BATCH_NORMALIZATION, ADAM, LIGHTER_PENALTY, SKIPS);
            case OSCILLATING_LOSS ->
                List.of(
                        LOWER_RATE,
                        CLIPPED_BY_LAYER,
                        ADAM,
                        BATCH_NORMALIZATION,
                        WARM_UP,
                        CLIPPED_AS_A_WHOLE,
                        CLIPPED_BY_UNIT,
                        DECAY,
                        LIGHTER_DROPOUT);
            case DIVERGING_LOSS ->
                List.of(
                        INPUTS_NORMALIZED,
                        LABELS,
                        LOWER_RATE,
                        CLIPPED_BY_LAYER,
                        DRAWN_AND_SLOWER,
                        DRAWN,
                        ADAM,
                        CLIPPED_AS_A_WHOLE,
                        CLIPPED_BY_UNIT,
                        BATCH_NORMALIZATION,
                        DECAY,
                        ALL_TOGETHER,
                        LIGHTER_DROPOUT);
            case STALLED_LOSS ->
                List.of(
                        GATES,
                        INPUTS_NORMALIZED,
                        LABELS,
                        OUTPUTS,
                        RELU,
                        BATCH_NORMALIZATION,
                        HIGHER_RATE,
                        SKIPS,
                        DRAWN,
                        ALL_TOGETHER,
                        LIGHTER_PENALTY,
                        ADAM,
                        LEAKY_RELU,
                        DRAWN_AND_SLOWER,
                        LOWER_RATE,
                        ORTHOGONAL,
                        UNIT_VARIANCE,
                        CLIPPED_BY_LAYER,
                        LIGHTER_DROPOUT);
            case UNTRAINED_LAYER ->
                List.of(
                        GATES,
                        RELU,
                        BATCH_NORMALIZATION,
                        HIGHER_RATE,
                        SKIPS,
                        DRAWN,
                        ALL_TOGETHER,
                        FEWER_LAYERS,
                        ADAM,
                        LEAKY_RELU,
                        RELU_NORMALIZED,
                        UNIT_VARIANCE,
                        LIGHTER_DROPOUT);
            case POOR_INITIALIZATION ->
                List.of(
                        DRAWN,
                        ORTHOGONAL,
                        CRITICAL,
                        UNIT_VARIANCE,
                        BATCH_NORMALIZATION,
                        DRAWN_AND_NORMALIZED,
                        DRAWN_AND_SLOWER,
                        ALL_TOGETHER);
            case UNSCALED_INPUT ->
                List.of(
                        INPUTS_NORMALIZED,
                        INPUTS,
                        BATCH_NORMALIZATION,
                        LOWER_RATE,
                        UNIT_VARIANCE,
                        ADAM,
                        DRAWN_AND_NORMALIZED,
                        DRAWN_AND_SLOWER,
                        ALL_TOGETHER);
            case OUTPUT_LOSS_MISMATCH -> List.of(OUTPUTS, LABELS, LOWER_RATE, ADAM, DRAWN_AND_SLOWER);
            case CLIPPING_DOMINATES ->
                List.of(CLIPPED_BY_LAYER, LOWER_RATE, HIGHER_RATE, ADAM, CLIPPED_AS_A_WHOLE, DRAWN_AND_SLOWER);
            case COLLAPSED_SIGNAL ->
                List.of(
                        RELU,
                        BATCH_NORMALIZATION,
                        SKIPS,
                        DRAWN,
                        ALL_TOGETHER,
                        FEWER_LAYERS,
                        TAILORED,
                        RELU_NORMALIZED,
                        RELU_WITH_SKIPS,
                        DRAWN_AND_NORMALIZED,
                        GATED_SKIPS,
                        ORTHOGONAL,
                        LIGHTER_DROPOUT);
            // Of what a user's own detector finds nothing is known, so what helps most networks is tried.
            case CUSTOM ->
                List.of(
                        RELU,
                        BATCH_NORMALIZATION,
                        LOWER_RATE,
                        SKIPS,
                        DRAWN,
                        CLIPPED_BY_LAYER,
                        ALL_TOGETHER,
                        ADAM,
                        LIGHTER_DROPOUT);
        };
    }
}
