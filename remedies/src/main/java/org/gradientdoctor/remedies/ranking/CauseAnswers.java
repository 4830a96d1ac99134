package org.gradientdoctor.remedies.ranking;

import static org.gradientdoctor.remedies.ranking.Answer.ADAM;
import static org.gradientdoctor.remedies.ranking.Answer.ALL_TOGETHER;
import static org.gradientdoctor.remedies.ranking.Answer.BATCH_NORMALIZATION;
import static org.gradientdoctor.remedies.ranking.Answer.BATCH_NORMALIZATION_FROM_DATA;
import static org.gradientdoctor.remedies.ranking.Answer.CLIPPED_AS_A_WHOLE;
import static org.gradientdoctor.remedies.ranking.Answer.CLIPPED_BY_LAYER;
import static org.gradientdoctor.remedies.ranking.Answer.CLIPPED_BY_UNIT;
import static org.gradientdoctor.remedies.ranking.Answer.CRITICAL;
import static org.gradientdoctor.remedies.ranking.Answer.DECAY;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN_AND_CLIPPED;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN_AND_NORMALIZED;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN_AND_SLOWER;
import static org.gradientdoctor.remedies.ranking.Answer.DRAWN_WITH_SKIPS;
import static org.gradientdoctor.remedies.ranking.Answer.ELU;
import static org.gradientdoctor.remedies.ranking.Answer.FEWER_LAYERS;
import static org.gradientdoctor.remedies.ranking.Answer.GATED_SKIPS;
import static org.gradientdoctor.remedies.ranking.Answer.GATES;
import static org.gradientdoctor.remedies.ranking.Answer.GATES_AND_SLOWER;
import static org.gradientdoctor.remedies.ranking.Answer.HIGHER_RATE;
import static org.gradientdoctor.remedies.ranking.Answer.INPUTS;
import static org.gradientdoctor.remedies.ranking.Answer.INPUTS_NORMALIZED;
import static org.gradientdoctor.remedies.ranking.Answer.LABELS;
import static org.gradientdoctor.remedies.ranking.Answer.LAYER_NORMALIZATION;
import static org.gradientdoctor.remedies.ranking.Answer.LEAKY_RELU;
import static org.gradientdoctor.remedies.ranking.Answer.LEARNED_SLOPE;
import static org.gradientdoctor.remedies.ranking.Answer.LIGHTER_DROPOUT;
import static org.gradientdoctor.remedies.ranking.Answer.LIGHTER_PENALTY;
import static org.gradientdoctor.remedies.ranking.Answer.LOWER_RATE;
import static org.gradientdoctor.remedies.ranking.Answer.NO_PENALTY;
import static org.gradientdoctor.remedies.ranking.Answer.ORTHOGONAL;
import static org.gradientdoctor.remedies.ranking.Answer.OUTPUTS;
import static org.gradientdoctor.remedies.ranking.Answer.RELU;
import static org.gradientdoctor.remedies.ranking.Answer.RELU_NORMALIZED;
import static org.gradientdoctor.remedies.ranking.Answer.RELU_WITH_SKIPS;
import static org.gradientdoctor.remedies.ranking.Answer.SELU;
import static org.gradientdoctor.remedies.ranking.Answer.SKIPS;
import static org.gradientdoctor.remedies.ranking.Answer.TAILORED;
import static org.gradientdoctor.remedies.ranking.Answer.UNIT_VARIANCE;
import static org.gradientdoctor.remedies.ranking.Answer.WARM_UP;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.diagnosis.Cause;

/**
 * Which remedies answer which cause. The reasons stand in {@code docs/remedies/README.md}, which a test keeps in step.
 */
final class CauseAnswers {
    private CauseAnswers() {}

    /** What answers a cause, by how much of it; the first is what {@link CausePrescriptions} makes of it best. */
    static Map<Answer, Effect> of(Cause cause) {
        return switch (cause) {
            case SATURATING_ACTIVATION ->
                effects(
                        List.of(RELU, RELU_NORMALIZED, BATCH_NORMALIZATION, ALL_TOGETHER, RELU_WITH_SKIPS),
                        List.of(LEAKY_RELU, ELU, SELU, LAYER_NORMALIZATION, BATCH_NORMALIZATION_FROM_DATA, SKIPS),
                        List.of(TAILORED, ORTHOGONAL, CRITICAL, UNIT_VARIANCE, ADAM, FEWER_LAYERS, CLIPPED_BY_UNIT));
            case INACTIVE_RELU ->
                effects(
                        List.of(LEAKY_RELU, ELU, DRAWN_AND_SLOWER, DRAWN_AND_NORMALIZED, ALL_TOGETHER),
                        List.of(BATCH_NORMALIZATION, LOWER_RATE, DRAWN, UNIT_VARIANCE, SKIPS),
                        List.of(TAILORED, SELU, LEARNED_SLOPE, LAYER_NORMALIZATION, ADAM));
            case WEIGHT_SCALE_TOO_SMALL ->
                effects(
                        List.of(
                                DRAWN,
                                ORTHOGONAL,
                                UNIT_VARIANCE,
                                BATCH_NORMALIZATION,
                                DRAWN_AND_NORMALIZED,
                                ALL_TOGETHER),
                        List.of(CRITICAL, DRAWN_AND_SLOWER, LAYER_NORMALIZATION, SKIPS, RELU),
                        List.of(HIGHER_RATE, ADAM, FEWER_LAYERS));
            case WEIGHT_SCALE_TOO_LARGE ->
                effects(
                        List.of(
                                DRAWN,
                                DRAWN_AND_SLOWER,
                                DRAWN_AND_CLIPPED,
                                ORTHOGONAL,
                                UNIT_VARIANCE,
                                DRAWN_AND_NORMALIZED,
                                ALL_TOGETHER),
                        List.of(BATCH_NORMALIZATION, LAYER_NORMALIZATION, CRITICAL, RELU),
                        List.of(LOWER_RATE, DECAY, CLIPPED_AS_A_WHOLE, CLIPPED_BY_UNIT, ADAM));
            case SYMMETRIC_WEIGHTS ->
                effects(
                        List.of(DRAWN, ORTHOGONAL, UNIT_VARIANCE, DRAWN_AND_NORMALIZED, ALL_TOGETHER),
                        List.of(DRAWN_AND_SLOWER, CRITICAL),
                        List.of());
            case EXCESSIVE_DEPTH ->
                effects(
                        List.of(
                                RELU,
                                DRAWN,
                                RELU_NORMALIZED,
                                RELU_WITH_SKIPS,
                                DRAWN_AND_NORMALIZED,
                                DRAWN_WITH_SKIPS,
                                BATCH_NORMALIZATION,
                                ALL_TOGETHER),
                        List.of(
                                SKIPS,
                                GATED_SKIPS,
                                TAILORED,
                                ORTHOGONAL,
                                LAYER_NORMALIZATION,
                                FEWER_LAYERS,
                                UNIT_VARIANCE),
                        List.of(CRITICAL, LOWER_RATE, ADAM));
            case RECURRENCE_LENGTH ->
                effects(
                        List.of(GATES, GATES_AND_SLOWER),
                        List.of(CLIPPED_BY_LAYER, CLIPPED_AS_A_WHOLE, ORTHOGONAL, DRAWN, CLIPPED_BY_UNIT),
                        List.of(SKIPS, BATCH_NORMALIZATION, LOWER_RATE, ADAM));
            case LEARNING_RATE_TOO_HIGH ->
                effects(
                        List.of(LOWER_RATE),
                        List.of(WARM_UP, CLIPPED_BY_LAYER, CLIPPED_AS_A_WHOLE, CLIPPED_BY_UNIT, ADAM),
                        List.of(DRAWN_AND_SLOWER, BATCH_NORMALIZATION, DECAY, ALL_TOGETHER));
            case LEARNING_RATE_TOO_LOW ->
                effects(
                        List.of(HIGHER_RATE),
                        List.of(ADAM),
                        List.of(BATCH_NORMALIZATION, LIGHTER_PENALTY, ALL_TOGETHER));
            case INPUT_SCALE ->
                effects(
                        List.of(INPUTS_NORMALIZED, INPUTS, ALL_TOGETHER),
                        List.of(
                                BATCH_NORMALIZATION,
                                DRAWN_AND_NORMALIZED,
                                UNIT_VARIANCE,
                                LOWER_RATE,
                                DRAWN_AND_SLOWER,
                                ADAM),
                        List.of(LAYER_NORMALIZATION, RELU, CLIPPED_AS_A_WHOLE, CLIPPED_BY_UNIT));
            case LABEL_SCALE ->
                effects(
                        List.of(LABELS),
                        List.of(LOWER_RATE, DRAWN_AND_SLOWER, ADAM),
                        List.of(CLIPPED_AS_A_WHOLE, CLIPPED_BY_UNIT));
            case OUTPUT_LOSS_MISMATCH ->
                effects(List.of(OUTPUTS), List.of(), List.of(DRAWN_AND_SLOWER, LOWER_RATE, ADAM));
            case EXCESSIVE_REGULARIZATION ->
                effects(
                        List.of(LIGHTER_PENALTY, NO_PENALTY),
                        List.of(BATCH_NORMALIZATION),
                        List.of(DRAWN, HIGHER_RATE, LIGHTER_DROPOUT, ADAM));
            case EXCESSIVE_CLIPPING ->
                effects(List.of(CLIPPED_BY_LAYER), List.of(HIGHER_RATE, ADAM), List.of(CLIPPED_AS_A_WHOLE, LOWER_RATE));
            // Nothing done to the network mends its data, and what the user's own cause is only the user knows.
            case FAULTY_DATA, CUSTOM -> Map.of();
        };
    }

    private static Map<Answer, Effect> effects(List<Answer> heal, List<Answer> ease, List<Answer> mayHelp) {
        Map<Answer, Effect> effects = new EnumMap<>(Answer.class);
        heal.forEach(answer -> effects.put(answer, Effect.HEALS));
        ease.forEach(answer -> effects.put(answer, Effect.EASES));
        mayHelp.forEach(answer -> effects.put(answer, Effect.MAY_HELP));
        return effects;
    }
}
