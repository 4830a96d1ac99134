package org.gradientdoctor.remedies.remedy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * How much the size of a layer's weights costs. Biases are no part of it.
 *
 * @param l1 times the sum of absolute weights, in the loss
 * @param l2 times half the sum of squared weights, in the loss
 * @param decay what is taken from a weight per step, in units of rate times weight, past the updater
 */
public record WeightPenalty(double l1, double l2, double decay) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final WeightPenalty NONE = new WeightPenalty(0, 0, 0);

    /**
     * @throws IllegalArgumentException where a coefficient is negative or not finite, or weights are to be both decayed
     *     and penalized by L2
     */
    public WeightPenalty {
        for (double coefficient : new double[] {l1, l2, decay}) {
            if (!(coefficient >= 0 && coefficient < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a coefficient of " + coefficient + " cannot be set: give a finite one of at least 0");
            }
        }
        if (l2 > 0 && decay > 0) {
            throw new IllegalArgumentException("L2 of " + l2 + " and weight decay of " + decay
                    + " are two forms of the same: set one of them to 0");
        }
    }

    public static WeightPenalty none() {
        return NONE;
    }

    /** The one of L1 alone. */
    public static WeightPenalty ofL1(double coefficient) {
        return new WeightPenalty(coefficient, 0, 0);
    }

    /** The one of L2 alone. */
    public static WeightPenalty ofL2(double coefficient) {
        return new WeightPenalty(0, coefficient, 0);
    }

    /** Weight decay alone. */
    public static WeightPenalty ofDecay(double coefficient) {
        return new WeightPenalty(0, 0, coefficient);
    }

    /**
     * What a layer has now; of several terms of a kind their sum, since Deeplearning4j applies each of them. Where it has
     * both L2 and decay, it is decay by the sum of both, which is the same under plain descent. Decay that does not
     * follow the rate is divided by the rate now in force.
     */
    public static WeightPenalty of(NetworkDraft draft, LayerDraft layer) {
        Given.value("layer", layer);
        int iteration = Given.value("draft", draft).iterations();
        int epoch = draft.epochs();
        double l1 = 0;
        double l2 = 0;
        double decay = 0;
        for (Regularization term : layer.training().penalties()) {
            if (term instanceof L1Regularization one) {
                l1 += one.getL1().valueAt(iteration, epoch);
            } else if (term instanceof L2Regularization two) {
                l2 += two.getL2().valueAt(iteration, epoch);
            } else if (term instanceof WeightDecay third) {
                double rate =
                        third.isApplyLR() ? 1 : LayerRate.current(draft, layer).weights();
                decay += third.getCoeff().valueAt(iteration, epoch) / (rate > 0 ? rate : 1);
            }
        }
        return decay > 0 ? new WeightPenalty(l1, 0, decay + l2) : new WeightPenalty(l1, l2, 0);
    }

    /** Whether a layer has weights whose size may cost; scales and running statistics have none. */
    public static boolean canPenalize(LayerDraft layer) {
        return layer.hasParameters() && layer.cores().stream().allMatch(WeightPenalty::canPenalize);
    }

    private static boolean canPenalize(Layer core) {
        return core instanceof AbstractSameDiffLayer
                || (core instanceof BaseLayer
                        && !(core instanceof BatchNormalization)
                        && !(core instanceof PReLULayer));
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** The largest of the three. */
    public double largest() {
        return Math.max(l1, Math.max(l2, decay));
    }

    /** This with decay in place of L2. */
    public WeightPenalty withDecay(double coefficient) {
        return new WeightPenalty(l1, 0, coefficient);
    }

    /** All coefficients multiplied. */
    public WeightPenalty times(double factor) {
        return new WeightPenalty(l1 * factor, l2 * factor, decay * factor);
    }

    /** Sets it in a layer; terms of the user's own classes stay. */
    void set(LayerDraft layer) {
        List<Regularization> terms = new ArrayList<>();
        if (l1 > 0) {
            terms.add(new L1Regularization(l1));
        }
        if (l2 > 0) {
            terms.add(new L2Regularization(l2));
        }
        if (decay > 0) {
            terms.add(new WeightDecay(decay, true));
        }
        layer.training().penalties().stream()
                .filter(term -> !(term instanceof L1Regularization
                        || term instanceof L2Regularization
                        || term instanceof WeightDecay))
                .forEach(terms::add);
        layer.training().setPenalties(terms);
    }

    /** For people: {@code L2 0.01}, {@code L1 1E-5 and decay 0.01}, {@code none}. */
    @Override
    public String toString() {
        return isNone()
                ? "none"
                : String.join(
                        " and ",
                        Stream.of(say("L1", l1), say("L2", l2), say("decay", decay))
                                .filter(term -> !term.isEmpty())
                                .toList());
    }

    private static String say(String term, double coefficient) {
        return coefficient > 0 ? term + " " + Figure.of(coefficient) : "";
    }
}
