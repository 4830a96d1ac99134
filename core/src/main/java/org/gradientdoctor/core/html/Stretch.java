package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.Interval;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * A stretch of a run, of one iteration or of many of which the extremes are kept: what the charts over time have in
 * common.
 *
 * @param broken whether a loss or gradient in it is not finite
 * @param clipped mean share of layers clipped; NaN where nothing is configured
 */
record Stretch(
        long first,
        long last,
        boolean broken,
        double lowestLoss,
        double meanLoss,
        double highestLoss,
        PerLayer lowestNorms,
        PerLayer highestNorms,
        double clipped) {

    /** The whole run, oldest first. */
    static List<Stretch> of(TraceSnapshot trace) {
        List<Stretch> run = new ArrayList<>();
        for (Interval older : trace.older()) {
            run.add(new Stretch(
                    older.first(),
                    older.last(),
                    older.nonFinite() > 0,
                    older.lowestLoss(),
                    older.meanLoss(),
                    older.highestLoss(),
                    older.lowestGradientNorms(),
                    older.highestGradientNorms(),
                    older.clipped()));
        }
        for (VitalSigns vitals : trace.recent()) {
            run.add(new Stretch(
                    vitals.iteration(),
                    vitals.iteration(),
                    !vitals.isFinite(),
                    vitals.loss(),
                    vitals.loss(),
                    vitals.loss(),
                    vitals.gradientNorms(),
                    vitals.gradientNorms(),
                    vitals.clipping().engaged()));
        }
        return run;
    }

    double middle() {
        return first + (last - first) / 2.0;
    }
}
