package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.trial.TrialRun;

/**
 * The end of a repair: the best of the accepted trials is trained on to the end of the plan. Where it is there no longer
 * better than the untreated trials, the next best one is, and where none lasts, the gain was none. Where a share is poor
 * then, the others are trained on, too, until it is good: what leads after a fifth of the plan need not lead at its end.
 *
 * @param arm the accepted treatment
 * @param trial the one of its trials that comes back
 * @param expected what its metric is expected to be on other data
 * @param lasts whether a value is better than the untreated trials
 * @param summary what was reached on the way there, in sentences
 */
record Finish(Arm arm, int trial, double expected, DoublePredicate lasts, String summary) {
    /** Of a share: what is left to 1 is no more than the least difference that counts. */
    private static final double GOOD = 1 - Acceptance.POINTS;
    /** Of a share: from there on more trials of a treatment would cost more than they bring. */
    private static final double POOR = .9;
    /** Why what has no higher share on the validation data comes back all the same. */
    private static final String WHY =
            ", and is expected to be better on other data, as it has learned more of the training data.";

    /**
     * @param untreated values of the untreated trials at their last look, those on other data apart
     */
    static Optional<Finish> of(Laboratory laboratory, Arm arm, List<double[]> untreated) {
        DoublePredicate lasts = value -> laboratory.acceptance().isBetterThanEach(value, untreated);
        Optional<Finish> first = Optional.empty();
        Optional<Finish> best = Optional.empty();
        for (int trial : arm.bestFirst()) {
            if (first.filter(end -> !end.isPoor(laboratory.metric())).isPresent()
                    || best.filter(end -> end.isGood(laboratory.metric())).isPresent()) {
                break;
            }
            Optional<Finish> next = lasting(laboratory, arm, trial, lasts);
            first = first.or(() -> next);
            Optional<Finish> present = best;
            if (present.isEmpty()
                    || next.filter(other -> present.get().isBehind(other, 0)).isPresent()) {
                best = next;
            }
        }
        return best;
    }

    /**
     * What the first trial of another treatment comes to, trained to the end of the plan. Of the two the network is given
     * up that is not the better one.
     *
     * @param by how much better it has to be
     * @param subject the trial, as the subject of a sentence
     * @return the other end; empty where it is not better
     */
    Optional<Finish> exceededBy(Laboratory laboratory, Arm other, double by, String subject) {
        other.trainTo(0, laboratory.look(0));
        if (other.run(0).failure().isEmpty()) {
            other.trainTo(0, laboratory.planned());
        }
        String reached = " " + subject + " reached " + figure(laboratory.metric(), other.value(0));
        Finish end = new Finish(other, 0, ExpectedShare.of(laboratory, other, 0), lasts, summary + reached + ".");
        if (!isBehind(end, by)) {
            other.discharge();
            return Optional.empty();
        }
        Finish better = end.value() > value() ? end : end.told(summary + reached + WHY);
        arm.discharge();
        return Optional.of(better);
    }

    private Finish told(String otherwise) {
        return new Finish(arm, trial, expected, lasts, otherwise);
    }

    /** By what is expected of both; the other has to be better than the untreated trials, too, as this one is. */
    private boolean isBehind(Finish other, double by) {
        return other.expected > expected + by
                && lasts.test(other.value())
                && other.arm.diagnosis(other.trial).verdict() != Outcome.FAILING;
    }

    /** Whether more is worth looking for, whatever was accepted: of a share only. */
    boolean isPoor(Metric metric) {
        return metric.isShare() && Math.min(value(), expected) < POOR;
    }

    /** Whether more would hardly show: of a share only. */
    boolean isGood(Metric metric) {
        return metric.isShare() && Math.min(value(), expected) >= GOOD;
    }

    private static Optional<Finish> lasting(Laboratory laboratory, Arm arm, int trial, DoublePredicate lasts) {
        TrialRun run = arm.run(trial);
        Metric metric = laboratory.metric();
        double accepted = arm.value(trial);
        int at = run.iterations();
        arm.trainTo(trial, laboratory.planned());
        double end = arm.value(trial);
        if (!lasts.test(end)) {
            return Optional.empty();
        }
        String was = "The best of the treated trials that lasts reached " + figure(metric, accepted) + " after " + at
                + " iterations";
        return Optional.of(new Finish(
                arm,
                trial,
                ExpectedShare.of(laboratory, arm, trial),
                lasts,
                at == run.iterations()
                        ? was + "."
                        : was + " and " + figure(metric, end) + " after " + run.iterations() + "."));
    }

    /** Of the metric; more is better. */
    double value() {
        return arm.value(trial);
    }

    static String figure(Metric metric, double value) {
        return metric.name() + " "
                + (Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.3f", metric.shown(value)));
    }
}
