package org.gradientdoctor.remedies.ranking;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Where to clip each layer's gradient: at the 90th percentile of the norms it had before clipping, so that one gradient
 * in ten is shortened (Google's tuning playbook). For each layer by itself, because Deeplearning4j clips so and norms of
 * layers differ by decades.
 *
 * <p>The norms are those of the iterations kept one by one, 512 at most; of older ones only extremes are known. Whether
 * clipping would rather rule than guard is asked in time: the threshold of the first half of these iterations is held
 * against the second. Where it would clip more than half of them, or most of them are not finite, the gradients are not
 * rare spikes and clipping is refused.
 *
 * @param byLayer the thresholds; empty where refused
 * @param clipped share of the later gradients that the earlier ones' threshold clips, 0..1; NaN where unknown
 * @param iterations how many iterations it rests on
 * @param refusal the reason; empty where there is none
 */
record ClippingThresholds(Map<String, Double> byLayer, double clipped, int iterations, String refusal) {
    static final double QUANTILE = .9;
    static final int FEWEST = 10;
    /** Share of clipped gradients from which on clipping rules rather than guards. */
    static final double RULES = .5;

    static ClippingThresholds of(TraceSnapshot trace) {
        List<VitalSigns> vitals = trace.recent();
        NetworkProfile profile = trace.profile();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        double clipped = 0;
        for (int layer = 0; layer < profile.layers().size(); layer++) {
            double[] norms = norms(vitals, layer);
            double threshold = quantile(norms);
            if (profile.layers().get(layer).isTrainable() && finite(norms) >= FEWEST && threshold > 0) {
                thresholds.put(profile.layers().get(layer).name(), twoDigits(threshold));
                double early = quantile(Arrays.copyOfRange(norms, 0, norms.length / 2));
                clipped += shareAbove(Arrays.copyOfRange(norms, norms.length / 2, norms.length), early);
            }
        }
        if (thresholds.isEmpty()) {
            return new ClippingThresholds(
                    Map.of(),
                    Double.NaN,
                    vitals.size(),
                    "fewer than " + FEWEST + " finite gradients are on record, too few for a quantile");
        }
        double share = clipped / thresholds.size();
        if (share > RULES) {
            return new ClippingThresholds(
                    Map.of(),
                    share,
                    vitals.size(),
                    Math.round(100 * share) + " % of the later gradients would be clipped, which means that the rate is"
                            + " too high and not the odd gradient too long: lower the rate instead");
        }
        return new ClippingThresholds(thresholds, share, vitals.size(), "");
    }

    boolean isRefused() {
        return !refusal.isEmpty();
    }

    /** The norms of a layer; infinite where the gradient was not finite. */
    private static double[] norms(List<VitalSigns> vitals, int layer) {
        return vitals.stream()
                .mapToDouble(signs -> signs.nonFiniteGradients()
                        ? Double.POSITIVE_INFINITY
                        : signs.gradientNorms().get(layer))
                .filter(norm -> !Double.isNaN(norm))
                .toArray();
    }

    static int finite(double[] norms) {
        return (int) Arrays.stream(norms).filter(Double::isFinite).count();
    }

    /** The 90th percentile of the finite norms, by nearest rank; infinite where there is none. */
    static double quantile(double[] norms) {
        double[] sorted = Arrays.stream(norms).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1];
    }

    static double shareAbove(double[] norms, double threshold) {
        return Arrays.stream(norms)
                        .filter(norm -> norm > threshold || Double.isInfinite(norm))
                        .count()
                / (double) norms.length;
    }

    static double twoDigits(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1e", value));
    }
}
