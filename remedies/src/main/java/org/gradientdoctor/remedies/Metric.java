package org.gradientdoctor.remedies;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.trial.LabelLoss;
import org.gradientdoctor.remedies.trial.LabelScore;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.gradientdoctor.remedies.trial.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * What trials are compared by, measured on validation data. More is better; a metric of which less is better is kept
 * with its sign changed. Where a network's answers are not finite there is nothing to measure, and it counts as the worst.
 */
public final class Metric {
    private final String name;
    private final boolean smallerIsBetter;
    private final boolean isShare;
    private final @Nullable LabelScore score;
    private final @Nullable ToDoubleFunction<Model> function;
    private final double ofConstantAnswer;

    private Metric(
            String name,
            boolean smallerIsBetter,
            boolean isShare,
            @Nullable LabelScore score,
            @Nullable ToDoubleFunction<Model> function) {
        this(name, smallerIsBetter, isShare, score, function, Double.NaN);
    }

    private Metric(
            String name,
            boolean smallerIsBetter,
            boolean isShare,
            @Nullable LabelScore score,
            @Nullable ToDoubleFunction<Model> function,
            double ofConstantAnswer) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a metric needs a name to be told by in reports, such as \"recall\"");
        }
        this.name = name;
        this.smallerIsBetter = smallerIsBetter;
        this.isShare = isShare;
        this.score = score;
        this.function = function;
        this.ofConstantAnswer = ofConstantAnswer;
    }

    /** Share of examples (and steps) told right: the unit with the largest answer is that with the largest label. */
    public static Metric accuracy() {
        return new Metric("accuracy", false, true, LabelScore.ACCURACY, null);
    }

    /** F₁ of the second of two classes, the mean of all classes' F₁ where there are more. */
    public static Metric f1() {
        return new Metric("F1", false, true, LabelScore.F1, null);
    }

    /** Share of single labels told right, each by whether the answer reaches .5: for one unit or several labels. */
    public static Metric binaryAccuracy() {
        return new Metric("binary accuracy", false, true, LabelScore.BINARY_ACCURACY, null);
    }

    /**
     * Share of the labels' variance that is explained, of all columns together, so that each counts as much as in the
     * mean squared error: {@code 1 − Σ(y − ŷ)² / Σ(y − ȳ)²}. 0 for the labels' mean; NaN where labels do not vary.
     */
    public static Metric rSquared() {
        return new Metric("R²", false, true, LabelScore.R_SQUARED, null);
    }

    /**
     * The mean loss by this network's own loss functions, without regularization. Other networks are measured by the
     * same loss functions, too, whatever they were trained with.
     *
     * @throws IllegalArgumentException where an output of the network has no loss function
     */
    public static Metric lossOf(Model model) {
        return new Metric("loss", true, false, LabelLoss.of(model), null);
    }

    /**
     * A measure of one's own, of which more is better. It is called on several threads at a time, each with a network
     * that no other thread has; what it throws makes that trial fail, with the message kept.
     *
     * @param name for reports
     * @param function of a trained network
     */
    public static Metric of(String name, ToDoubleFunction<Model> function) {
        return new Metric(name, false, false, null, required(function));
    }

    /**
     * As {@link #of}, for shares of 1, of which a hundredth is a point: recall, for example. What is accepted and
     * comes to .98 is not tried at other rates, what ends below .9 is tried in other ways, too.
     */
    public static Metric share(String name, ToDoubleFunction<Model> function) {
        return new Metric(name, false, true, null, required(function));
    }

    /**
     * As {@link #share(String, ToDoubleFunction)}, where it is known what a network gets that has learned nothing. Then a
     * repair also treats a training in which nothing fails and that comes to less than two thirds of the way from there to 1,
     * and accepts nothing that is no further above it than chance brings a share of as many examples as the validation data
     * have.
     *
     * @param ofConstantAnswer what answering every example alike gives: below 1
     * @throws IllegalArgumentException where that is no number below 1
     */
    public static Metric share(String name, double ofConstantAnswer, ToDoubleFunction<Model> function) {
        if (!(ofConstantAnswer < 1 && ofConstantAnswer > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException("answering every example alike cannot give a share of "
                    + ofConstantAnswer + ": give a number below 1, such as the share of the most frequent class");
        }
        return new Metric(name, false, true, null, required(function), ofConstantAnswer);
    }

    /** As {@link #of}, of which less is better. */
    public static Metric smallerIsBetter(String name, ToDoubleFunction<Model> function) {
        return new Metric(name, true, false, null, required(function));
    }

    private static ToDoubleFunction<Model> required(@Nullable ToDoubleFunction<Model> function) {
        if (function == null) {
            throw new IllegalArgumentException("a metric of one's own needs a function of the trained network");
        }
        return function;
    }

    /** For reports. */
    public String name() {
        return name;
    }

    /** Whether a hundredth of it is a point: shares of examples or of variance. */
    public boolean isShare() {
        return isShare;
    }

    /**
     * Measures a trained network.
     *
     * @return more is better; NaN where the answers, or what the function returns, are not finite
     */
    public double measure(Model model, Minibatches validation) {
        if (function != null) {
            return sign(function.applyAsDouble(model));
        }
        return score(Predictions.of(model, validation));
    }

    /** Whether it is a function of the user's, which has data of its own. */
    public boolean isFunction() {
        return function != null;
    }

    /** What answering every example alike gives, with the labels' mean; NaN for a function that does not say. */
    public double ofConstantAnswer(Minibatches training, Minibatches validation) {
        return function != null ? ofConstantAnswer : score(Predictions.constant(training, validation));
    }

    private double score(Predictions predictions) {
        return score == null || !predictions.isFinite() ? Double.NaN : sign(score.of(predictions));
    }

    private double sign(double value) {
        return !Double.isFinite(value) ? Double.NaN : smallerIsBetter ? -value : value;
    }

    /** The value as people know it: with its own sign. */
    public double shown(double value) {
        return smallerIsBetter ? -value : value;
    }

    @Override
    public String toString() {
        return name + (smallerIsBetter ? " (less is better)" : "");
    }
}
