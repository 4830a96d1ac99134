package org.gradientdoctor.core.preflight;

import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.OutputReading;

/** The rules by which one output layer's activation function, loss and labels fit each other. */
public final class OutputFit {
    /** Root mean square of regression labels: an output that starts near 0 has far to go. */
    public static final double LARGE_LABELS = 30;
    /** Share of its range by which labels may exceed what an activation function can reach. */
    private static final double SLACK = .05;
    /** Rounding in sums of probabilities. */
    private static final double ROUNDING = .01;

    private final OutputReading output;
    private final OutputRange range;

    private OutputFit(OutputReading output) {
        this.output = output;
        this.range = OutputRange.of(output.activation());
    }

    /** What does not fit, the gravest; empty where all does. */
    public static Optional<Misfit> judge(OutputReading output) {
        OutputFit fit = new OutputFit(output);
        return fit.pair().or(fit::labelValues).or(fit::labelScale);
    }

    private Optional<Misfit> pair() {
        boolean softmax = output.activation().name().equals("softmax");
        boolean classes = output.loss() == LossFamily.CROSS_ENTROPY || isMulticlass();
        if (softmax && output.units() == 1) {
            return impossible("softmax over one unit is 1 whatever the input, so nothing can be learned: use sigmoid"
                    + " with binary cross-entropy (XENT), or two units");
        }
        if (classes && !softmax && !(linear() && output.answers().areDistributions(ROUNDING))) {
            return misfit(
                    isProbability() ? Outcome.WARNING : Outcome.FAILING,
                    output.lossName() + " needs probabilities that sum to 1, and " + activation()
                            + " does not give them: it rewards the right class and never lowers another, so that all"
                            + " answers go up; use softmax, or for independent labels sigmoid with XENT");
        }
        if ((isBinary() || output.lossName().endsWith("KLD")) && !isProbability()) {
            return impossible(output.lossName() + " takes the logarithm of answers, and " + activation()
                    + " does not keep them between 0 and 1: use sigmoid");
        }
        if (softmax && isBinary()) {
            return doubtful(
                    "softmax with binary cross-entropy: for classes use MCXENT, for independent labels sigmoid");
        }
        return Optional.empty();
    }

    /** A weighted cross-entropy has no family, and is one all the same. */
    private boolean isMulticlass() {
        return output.lossName().endsWith("MCXENT") || output.lossName().endsWith("NegativeLogLikelihood");
    }

    private boolean isBinary() {
        return output.loss() == LossFamily.BINARY_CROSS_ENTROPY
                || output.lossName().endsWith("BinaryXENT");
    }

    /** Whether each answer lies between 0 and 1, by the activation function or by what it was handed. */
    private boolean isProbability() {
        return !range.mayLeave(0, 1) || (linear() && output.answers().areProbabilities());
    }

    /** A loss layer may be handed what a softmax or sigmoid layer before it computed. */
    private boolean linear() {
        return output.activation().name().equals("identity");
    }

    private Optional<Misfit> labelValues() {
        double low = output.labelRange().smallest();
        double high = output.labelRange().largest();
        if (output.sparse()) {
            return low < 0 || high > output.units() - 1 || !output.labelRange().whole()
                    ? impossible("labels are to be class indices 0 to " + (output.units() - 1) + ", and range from "
                            + Figures.of(low) + " to " + Figures.of(high))
                    : Optional.empty();
        }
        if (output.loss().isClassification() || isMulticlass() || isBinary()) {
            if (low < 0 || high > 1) {
                return impossible("cross-entropy takes labels as probabilities, and they range from " + Figures.of(low)
                        + " to " + Figures.of(high) + ": encode them as 0 and 1");
            }
            if (!isBinary() && high == 0) {
                return impossible("all labels are 0, so that no class is right and the loss is 0 whatever the answers:"
                        + " encode each class as a column that is 1 for its examples");
            }
            return !isBinary() && output.labelRange().largestSum() > 1 + ROUNDING
                    ? doubtful("rows of labels sum to "
                            + Figures.of(output.labelRange().largestSum())
                            + " where softmax's answers sum to 1: for independent labels use sigmoid with XENT")
                    : Optional.empty();
        }
        if (output.lossName().endsWith("Hinge")) {
            return low >= 0
                    ? doubtful("hinge losses take labels -1 and 1, and these range from " + Figures.of(low) + " to "
                            + Figures.of(high))
                    : Optional.empty();
        }
        return reach(low, high);
    }

    private Optional<Misfit> reach(double low, double high) {
        if (!range.exceeds(low, high, SLACK)) {
            return Optional.empty();
        }
        String what = "labels range from " + Figures.of(low) + " to " + Figures.of(high) + ", and " + activation()
                + " can only answer " + range + ": use identity, or scale the labels into that range";
        return range.missesAll(low, high) ? impossible(what) : doubtful(what);
    }

    private Optional<Misfit> labelScale() {
        double rms = Math.sqrt(output.labels().meanSquare());
        boolean quantities = !output.loss().isClassification() && !isMulticlass() && !isBinary() && !output.sparse();
        return quantities && rms > LARGE_LABELS
                ? doubtful("labels have a root mean square of " + Figures.of(rms) + ", and the first answers of "
                        + Figures.of(Math.sqrt(output.predictions().meanSquare()))
                        + ": errors, and with them steps, grow with the labels' scale; standardize them")
                : Optional.empty();
    }

    private String activation() {
        return output.activation().name();
    }

    private Optional<Misfit> impossible(String explanation) {
        return misfit(Outcome.FAILING, explanation);
    }

    private Optional<Misfit> doubtful(String explanation) {
        return misfit(Outcome.WARNING, explanation);
    }

    private Optional<Misfit> misfit(Outcome outcome, String explanation) {
        return Optional.of(new Misfit(
                output.layer(),
                outcome,
                "In layer " + output.layer() + " " + explanation + ".",
                output.labelRange().smallest(),
                output.labelRange().largest()));
    }

    /**
     * What does not fit in one output layer.
     *
     * @param layer its name
     * @param outcome failing where the pair cannot work at all
     * @param explanation in a sentence or two
     * @param smallest the smallest label
     * @param largest the largest label
     */
    public record Misfit(String layer, Outcome outcome, String explanation, double smallest, double largest) {}

    /** What fits, in a sentence. */
    public static String praise(OutputReading output) {
        return "Activation (" + output.activation().name() + "), loss (" + output.lossName() + ") and labels ("
                + Figures.of(output.labelRange().smallest()) + " to "
                + Figures.of(output.labelRange().largest()) + ") of layer " + output.layer() + " fit each other.";
    }
}
