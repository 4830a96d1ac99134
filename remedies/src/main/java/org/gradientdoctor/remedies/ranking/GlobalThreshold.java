package org.gradientdoctor.remedies.ranking;

import java.util.Arrays;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Where to clip the gradient as a whole: at the 90th percentile of the norms it had before clipping, by the rules of
 * {@link ClippingThresholds}.
 *
 * @param threshold the norm; NaN where refused
 * @param clipped share of the later gradients that the earlier ones' threshold clips, 0..1; NaN where unknown
 * @param iterations how many iterations it rests on
 * @param refusal the reason; empty where there is none
 */
record GlobalThreshold(double threshold, double clipped, int iterations, String refusal) {

    static GlobalThreshold of(TraceSnapshot trace) {
        double[] norms =
                trace.recent().stream().mapToDouble(GlobalThreshold::norm).toArray();
        double threshold = ClippingThresholds.quantile(norms);
        int n = norms.length;
        if (ClippingThresholds.finite(norms) < ClippingThresholds.FEWEST || !(threshold > 0)) {
            return new GlobalThreshold(
                    Double.NaN,
                    Double.NaN,
                    n,
                    "fewer than " + ClippingThresholds.FEWEST
                            + " finite gradients are on record, too few for a quantile");
        }
        double early = ClippingThresholds.quantile(Arrays.copyOfRange(norms, 0, n / 2));
        double clipped = ClippingThresholds.shareAbove(Arrays.copyOfRange(norms, n / 2, n), early);
        return clipped > .5
                ? new GlobalThreshold(
                        Double.NaN,
                        clipped,
                        n,
                        Math.round(100 * clipped)
                                + " % of the later gradients would be clipped: lower the rate instead")
                : new GlobalThreshold(ClippingThresholds.twoDigits(threshold), clipped, n, "");
    }

    private static double norm(VitalSigns vitals) {
        double norm = vitals.gradientNorm();
        return Double.isNaN(norm) ? Double.POSITIVE_INFINITY : norm;
    }
}
