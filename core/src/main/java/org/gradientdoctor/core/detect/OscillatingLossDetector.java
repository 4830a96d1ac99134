package org.gradientdoctor.core.detect;

import java.util.Arrays;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH008: each update takes back the one before, and the loss swings with them beyond the noise of batches. */
final class OscillatingLossDetector implements Detector {
    /** Iterations looked at. */
    static final int WINDOW = 100;
    /** Fewer iterations have no reliable lag-1 correlation: its standard error is 1/√n. */
    static final int FEWEST = 20;
    /**
     * Median cosine of successive updates: noise alone gives 0, a step of rate η along a curvature λ
     * turns back when ηλ &gt; 1, and perfect oscillation gives -1.
     */
    static final double TO_AND_FRO = -.3;
    /** Lag-1 autocorrelation of the loss: independent batches give 0 ± .1 over 100 iterations. */
    static final double ALTERNATES = -.3;
    /**
     * Median change of the loss over the constant answer, or over the start: a converged loss has none.
     */
    static final double SWING = .1;
    /** The later half of the window swings less than this share of the earlier one where an oscillation decays. */
    static final double DECAYS = .7;

    @Override
    public Symptom symptom() {
        return Symptom.OSCILLATING_LOSS;
    }

    @Override
    public String needs() {
        return "the loss and the direction of updates over " + FEWEST + " iterations";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        List<VitalSigns> window = trace.recent()
                .subList(
                        Math.max(0, trace.recent().size() - WINDOW),
                        trace.recent().size());
        double[] losses = window.stream()
                .mapToDouble(VitalSigns::loss)
                .filter(Double::isFinite)
                .toArray();
        double[] cosines = window.stream()
                .mapToDouble(VitalSigns::updateCosine)
                .filter(Double::isFinite)
                .toArray();
        if (losses.length < FEWEST || cosines.length < FEWEST) {
            return Finding.notEvaluated(
                    this,
                    "of " + FEWEST + " losses and directions of updates needed, " + losses.length + " and "
                            + cosines.length + " were read");
        }
        LossProgress loss = LossProgress.of(trace);
        double scale = Math.abs(loss.knowsConstant() && !loss.nothingToLearn() ? loss.constant() : loss.start());
        double cosine = TheilSen.median(cosines);
        double alternation = autocorrelation(losses);
        double swing = swing(losses) / scale;
        int half = losses.length / 2;
        double decay = swing(Arrays.copyOfRange(losses, half, losses.length)) / swing(Arrays.copyOf(losses, half));
        Measurement[] numbers = {
            new Measurement("median cosine of successive updates", cosine, TO_AND_FRO),
            new Measurement("lag-1 autocorrelation of the loss", alternation, ALTERNATES),
            new Measurement("median change of the loss over the constant answer's, a ratio", swing, SWING)
        };
        String what = "Successive updates have a median cosine of " + Figures.of(cosine)
                + ", and from one iteration to the next the loss changes by " + Figures.percent(swing)
                + " of the constant answer's (lag-1 autocorrelation " + Figures.of(alternation) + "); "
                + loss.describe();
        Horizon horizon = Horizon.of(trace);
        boolean oscillates = cosine < TO_AND_FRO && alternation < ALTERNATES && swing > SWING;
        if (!oscillates || decay < DECAYS || loss.isFalling(horizon)) {
            return Finding.healthy(this, what + (oscillates ? ", and the swings calm down." : "."))
                    .withMeasurements(numbers);
        }
        return Finding.of(
                        this,
                        loss.noBetterThanConstant() ? Outcome.FAILING : Outcome.WARNING,
                        what + ". Steps that leap over the minimum take back what the last one did.")
                .withFirstIteration(window.get(0).iteration())
                .withMeasurements(numbers);
    }

    private static double swing(double... losses) {
        double[] changes = new double[losses.length - 1];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = Math.abs(losses[i + 1] - losses[i]);
        }
        return TheilSen.median(changes);
    }

    /** Of the signs around the trend, so that a few extreme losses do not decide. */
    private static double autocorrelation(double... losses) {
        double slope = TheilSen.slope(losses);
        double[] rest = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            rest[i] = losses[i] - slope * i;
        }
        double median = TheilSen.median(rest.clone());
        double same = 0;
        for (int i = 1; i < rest.length; i++) {
            same += Math.signum(rest[i] - median) * Math.signum(rest[i - 1] - median);
        }
        return same / (rest.length - 1);
    }
}
