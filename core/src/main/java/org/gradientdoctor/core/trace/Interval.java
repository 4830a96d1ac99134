package org.gradientdoctor.core.trace;

import java.io.Serializable;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.VitalSigns;

/**
 * A stretch of older iterations of which only the extremes are kept: no spike is lost by thinning.
 *
 * @param first first iteration
 * @param last last iteration
 * @param iterations how many were read
 * @param nonFinite in how many of them the loss or a gradient was not finite
 * @param lowestLoss smallest loss among the finite ones; NaN where there is none
 * @param highestLoss largest loss; an infinity counts, NaN only where all were
 * @param meanLoss mean of the finite losses; NaN where there is none
 * @param lowestGradientNorms per layer
 * @param highestGradientNorms per layer
 * @param clipped mean share of layers clipped; NaN where nothing was configured
 */
public record Interval(
        long first,
        long last,
        long iterations,
        long nonFinite,
        double lowestLoss,
        double highestLoss,
        double meanLoss,
        PerLayer lowestGradientNorms,
        PerLayer highestGradientNorms,
        double clipped)
        implements Serializable {

    static Interval of(VitalSigns vitals) {
        double loss = vitals.loss();
        return new Interval(
                vitals.iteration(),
                vitals.iteration(),
                1,
                vitals.isFinite() ? 0 : 1,
                Double.isFinite(loss) ? loss : Double.NaN,
                loss,
                Double.isFinite(loss) ? loss : Double.NaN,
                vitals.gradientNorms(),
                vitals.gradientNorms(),
                vitals.clipping().engaged());
    }

    Interval join(Interval next) {
        long finiteHere = Double.isNaN(meanLoss) ? 0 : iterations - nonFinite;
        long finiteThere = Double.isNaN(next.meanLoss) ? 0 : next.iterations - next.nonFinite;
        return new Interval(
                first,
                next.last,
                iterations + next.iterations,
                nonFinite + next.nonFinite,
                smaller(lowestLoss, next.lowestLoss),
                larger(highestLoss, next.highestLoss),
                weighted(meanLoss, finiteHere, next.meanLoss, finiteThere),
                lowestGradientNorms.min(next.lowestGradientNorms),
                highestGradientNorms.max(next.highestGradientNorms),
                weighted(clipped, iterations, next.clipped, next.iterations));
    }

    private static double smaller(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    private static double larger(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }

    private static double weighted(double a, long weightOfA, double b, long weightOfB) {
        if (Double.isNaN(a) || weightOfA == 0) {
            return b;
        }
        return Double.isNaN(b) || weightOfB == 0 ? a : (a * weightOfA + b * weightOfB) / (weightOfA + weightOfB);
    }
}
