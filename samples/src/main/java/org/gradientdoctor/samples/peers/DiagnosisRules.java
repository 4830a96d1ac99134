package org.gradientdoctor.samples.peers;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** DeepDiagnosis' symptoms at the end of one epoch, in its order; the first that fits is raised. */
final class DiagnosisRules {
    private static final int WINDOW = 5;
    private static final int ACCURACY_WINDOW = 20;
    private static final double DEAD_SHARE = .7;
    private static final double SATURATED_SHARE = .5;
    private static final double VANISHING = 1e-7;

    private final PeerTrace trace;
    private final FirstAlarms alarms;

    DiagnosisRules(PeerTrace trace, FirstAlarms alarms) {
        this.trace = trace;
        this.alarms = alarms;
    }

    /** Whether a symptom was found. */
    boolean check(int epoch) {
        return forward(epoch) || metrics(epoch) || backward(epoch);
    }

    private boolean forward(int epoch) {
        boolean fifth = (epoch + 1) % WINDOW == 0;
        for (int i = 0; i < trace.layers().size(); i++) {
            ActivationRecord activation = activation(epoch, i);
            if (activation == null) {
                continue;
            }
            PeerLayer layer = trace.layers().get(i);
            if (isNumericalError(activation.nonFinite(), activation.mean())) {
                return raise(epoch, AlarmKind.NUMERICAL, layer, "Numerical error in the forward pass", false);
            }
            if (layer.function() == PeerLayer.Function.RELU
                    && epoch == trace.plan().epochs() - 1
                    && activation.nonPositiveShare() >= DEAD_SHARE) {
                return raise(epoch, AlarmKind.DEAD, layer, "Dead node", true);
            }
            if (fifth && layer.function().saturates() && activation.beyondFive() > SATURATED_SHARE) {
                return raise(epoch, AlarmKind.SATURATED, layer, "Saturated activation", true);
            }
        }
        for (int i = 0; fifth && i < trace.layers().size(); i++) {
            int index = i;
            if (isConstant(epoch, WINDOW, e -> {
                ActivationRecord activation = activation(e, index);
                return activation == null ? Double.NaN : activation.mean();
            })) {
                return raise(
                        epoch,
                        AlarmKind.UNCHANGED,
                        trace.layers().get(i),
                        "Unchanged tensor in the forward pass",
                        false);
            }
        }
        return false;
    }

    private boolean metrics(int epoch) {
        if (!Double.isFinite(trace.epochLoss(epoch))) {
            return raise(epoch, AlarmKind.NUMERICAL, null, "Invalid loss", false);
        }
        if ((epoch + 1) % WINDOW == 0 && isConstant(epoch, WINDOW, trace::epochLoss)) {
            return raise(epoch, AlarmKind.SLOW, null, "Loss not decreasing", false);
        }
        if (trace.epochs().get(epoch).accuracy() == 0) {
            return raise(epoch, AlarmKind.SLOW, null, "Invalid accuracy", false);
        }
        if ((epoch + 1) % ACCURACY_WINDOW == 0
                && isConstant(epoch, ACCURACY_WINDOW, e -> trace.epochs().get(e).accuracy())) {
            return raise(epoch, AlarmKind.SLOW, null, "Accuracy not increasing", false);
        }
        return false;
    }

    private boolean backward(int epoch) {
        for (int i = trace.layers().size() - 1; i >= 0; i--) {
            LayerRecord record = trace.atEndOf(epoch).layers().get(i);
            PeerLayer layer = trace.layers().get(i);
            if (record.gradient() != null) {
                if (isNumericalError(
                        record.gradient().nonFinite(), record.gradient().mean())) {
                    return raise(epoch, AlarmKind.NUMERICAL, layer, "Numerical error in the gradient", false);
                }
                if (record.gradient().meanMagnitude() < VANISHING) {
                    return raise(epoch, AlarmKind.VANISHING, layer, "Vanishing gradient", false);
                }
            }
            if (record.weights() != null
                    && isNumericalError(
                            record.weights().nonFinite(), record.weights().mean())) {
                return raise(epoch, AlarmKind.NUMERICAL, layer, "Numerical error in the weights", false);
            }
        }
        for (int i = trace.layers().size() - 1; (epoch + 1) % WINDOW == 0 && i >= 0; i--) {
            int index = i;
            boolean still = isConstant(epoch, WINDOW, e -> gradientMean(e, index))
                    || isConstant(epoch, WINDOW, e -> weightMean(e, index));
            if (still) {
                return raise(epoch, AlarmKind.UNCHANGED, trace.layers().get(i), "Unchanged tensor", false);
            }
        }
        return false;
    }

    private @Nullable ActivationRecord activation(int epoch, int layer) {
        return trace.atEndOf(epoch).layers().get(layer).activation();
    }

    private double gradientMean(int epoch, int layer) {
        GradientRecord gradient = trace.atEndOf(epoch).layers().get(layer).gradient();
        return gradient == null ? Double.NaN : gradient.mean();
    }

    /** Only of layers that are trained. */
    private double weightMean(int epoch, int layer) {
        LayerRecord record = trace.atEndOf(epoch).layers().get(layer);
        return record.gradient() == null || record.weights() == null
                ? Double.NaN
                : record.weights().mean();
    }

    /** Its test takes a mean of exactly 0 for an error, too. */
    private static boolean isNumericalError(int nonFinite, double mean) {
        return nonFinite > 0 || mean == 0;
    }

    /** Whether the last epochs' values are all the same; never where one is NaN. */
    private static boolean isConstant(int epoch, int window, IntToDoubleFunction value) {
        double last = value.applyAsDouble(epoch);
        return IntStream.rangeClosed(epoch - window + 1, epoch).allMatch(e -> value.applyAsDouble(e) == last);
    }

    private boolean raise(int epoch, AlarmKind kind, @Nullable PeerLayer layer, String symptom, boolean inputFirst) {
        String advice = kind == AlarmKind.VANISHING
                ? DiagnosisAdvice.ofVanishing(trace.atEndOf(epoch))
                : DiagnosisAdvice.of(trace.atEndOf(epoch), inputFirst);
        int iteration = trace.epochs().get(epoch).lastIteration();
        alarms.raise(symptom, iteration, kind, layer == null ? null : layer.name(), "advice: %s", advice);
        return true;
    }
}
