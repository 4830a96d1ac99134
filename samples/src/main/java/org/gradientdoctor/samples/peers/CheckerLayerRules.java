package org.gradientdoctor.samples.peers;

import java.util.ArrayList;
import java.util.List;

/** TheDeepChecker's rules about one layer, fed iteration by iteration. */
final class CheckerLayerRules {
    private static final double VANISHING = 1e-6;
    private static final double EXPLODING = 1e6;
    private static final int WINDOW = 5;
    private static final double SHRINKING = .5;
    private static final double GROWING = 2;
    private static final double FAST = -1;
    private static final double SLOW = -4;
    private static final double UNITS = .5;
    /** Its bounds are .5 and 2; the F-test against them lets deviations pass down and up to about here. */
    private static final double NARROW = .30;

    private static final double WIDE = 3.29;

    private final PeerLayer layer;
    private final FirstAlarms alarms;
    private final List<Double> magnitudes = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    CheckerLayerRules(PeerLayer layer, FirstAlarms alarms) {
        this.layer = layer;
        this.alarms = alarms;
    }

    void check(int iteration, LayerRecord record) {
        boolean due = iteration > 0 && iteration % TheDeepChecker.PERIOD == 0;
        if (record.nonFinite() > 0) {
            raise("Numerical instability", iteration, AlarmKind.NUMERICAL, "%d elements", record.nonFinite());
        }
        if (record.gradient() != null && record.gradient().nonFinite() == 0) {
            magnitudes.add(record.gradient().meanMagnitude());
            step(iteration, due, record);
            if (due) {
                gradient(iteration);
            }
        }
        ActivationRecord activation = record.activation();
        if (due && activation != null && activation.nonFinite() == 0) {
            activation(iteration, activation.recent());
        }
    }

    /** Mean of log₁₀(mean |ΔW| / mean |W|) since the last check. A step of zero counts as the logarithm 0. */
    private void step(int iteration, boolean due, LayerRecord record) {
        UpdateRecord update = record.update();
        WeightRecord weights = record.weights();
        if (update == null || weights == null || weights.meanMagnitude() == 0) {
            return;
        }
        double ratio = update.meanMagnitude() / weights.meanMagnitude();
        ratios.add(ratio > 0 ? Math.log10(ratio) : 0);
        if (due) {
            double mean = ratios.stream().mapToDouble(r -> r).average().orElse(Double.NaN);
            ratios.clear();
            if (mean == 0) {
                raise("Untrained", iteration, AlarmKind.UNCHANGED, "the weights have not moved");
            } else if (mean > FAST) {
                raise("Unstable training", iteration, AlarmKind.UPDATE_TOO_LARGE, "log ratio %.2f, above -1", mean);
            } else if (mean < SLOW) {
                raise("Unstable training", iteration, AlarmKind.UPDATE_TOO_SMALL, "log ratio %.2f, below -4", mean);
            }
        }
    }

    /** The mean magnitude by itself, or its four last ratios from one iteration to the next. */
    private void gradient(int iteration) {
        double last = magnitudes.get(magnitudes.size() - 1);
        if (last < VANISHING || allRatios(SHRINKING, false)) {
            raise("Vanishing gradient", iteration, AlarmKind.VANISHING, "mean magnitude %.3g", last);
        }
        if (last > EXPLODING || allRatios(GROWING, true)) {
            raise("Exploding gradient", iteration, AlarmKind.EXPLODING, "mean magnitude %.3g", last);
        }
    }

    private boolean allRatios(double bound, boolean above) {
        int size = magnitudes.size();
        if (size < WINDOW) {
            return false;
        }
        for (int i = size - WINDOW + 1; i < size; i++) {
            double ratio = magnitudes.get(i) / magnitudes.get(i - 1);
            if (above ? !(ratio >= bound) : !(ratio <= bound)) {
                return false;
            }
        }
        return true;
    }

    /** It looks for saturation where the function saturates, and for dead units behind any other function. */
    private void activation(int iteration, ActivationRecord.Recent recent) {
        if (layer.function() == PeerLayer.Function.NONE) {
            return;
        }
        if (layer.function().saturates()) {
            if (recent.squashedUnits() > UNITS) {
                raise(
                        "Saturated layer",
                        iteration,
                        AlarmKind.SATURATED,
                        "%.0f %% of the units have a ρ above .85",
                        100 * recent.squashedUnits());
            }
        } else if (recent.weakUnits() > UNITS) {
            raise(
                    "Dead layer",
                    iteration,
                    AlarmKind.DEAD,
                    "%.0f %% of the units have a 95th percentile below 1e-5",
                    100 * recent.weakUnits());
        }
        if (recent.deviation() < NARROW || recent.deviation() > WIDE) {
            raise(
                    "Activation distribution",
                    iteration,
                    AlarmKind.ACTIVATION_SCALE,
                    "deviation %.3g, outside .5 to 2 by the F-test",
                    recent.deviation());
        }
    }

    private void raise(String rule, int iteration, AlarmKind kind, String figures, Object... arguments) {
        alarms.raise(rule, iteration, kind, layer.name(), figures, arguments);
    }
}
