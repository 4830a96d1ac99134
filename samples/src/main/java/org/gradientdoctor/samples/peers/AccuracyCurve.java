package org.gradientdoctor.samples.peers;

import java.util.ArrayList;
import java.util.List;

/** What AUTOTRAINER reads off the accuracies of all epochs. */
final class AccuracyCurve {
    private static final double APART = .03;
    private static final double OFTEN = .2;

    private AccuracyCurve() {}

    static double best(List<Double> accuracies) {
        return accuracies.stream().mapToDouble(accuracy -> accuracy).max().orElse(Double.NaN);
    }

    /** The largest rise from one epoch to the next; 0 where there is none. */
    static double bestGain(List<Double> accuracies) {
        double best = 0;
        for (int i = 1; i < accuracies.size(); i++) {
            best = Math.max(best, accuracies.get(i) - accuracies.get(i - 1));
        }
        return best;
    }

    /**
     * Whether the n-th maximum lies .03 or more above the n-th minimum for as many n as make a fifth of the epochs. An
     * epoch on a level stretch is both a maximum and a minimum; the ends are neither.
     */
    static boolean oscillates(List<Double> accuracies) {
        List<Double> maxima = new ArrayList<>();
        List<Double> minima = new ArrayList<>();
        for (int i = 1; i + 1 < accuracies.size(); i++) {
            double before = accuracies.get(i) - accuracies.get(i - 1);
            double after = accuracies.get(i) - accuracies.get(i + 1);
            if (before >= 0 && after >= 0) {
                maxima.add(accuracies.get(i));
            }
            if (before <= 0 && after <= 0) {
                minima.add(accuracies.get(i));
            }
        }
        int apart = 0;
        for (int i = 0; i < Math.min(maxima.size(), minima.size()); i++) {
            apart += maxima.get(i) - minima.get(i) >= APART ? 1 : 0;
        }
        return apart >= OFTEN * accuracies.size();
    }
}
