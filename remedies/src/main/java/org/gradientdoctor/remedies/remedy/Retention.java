package org.gradientdoctor.remedies.remedy;

import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The probability p with which dropout keeps an activation, which is what Deeplearning4j calls its parameter; of Gaussian
 * dropout, which multiplies by N(1, r / (1 - r)), it is 1 - r, at which dropout has the same variance (1 - p) / p
 * (Srivastava et al. 2014, section 10).
 */
final class Retention {
    private Retention() {}

    /** Whether this is a kind that keeps a share; nothing keeps all. */
    static boolean isKnown(@Nullable IDropout dropout) {
        return of(dropout, 0, 0).isPresent();
    }

    /** At this iteration and epoch; empty where the noise is of another kind. */
    static OptionalDouble of(@Nullable IDropout dropout, int iteration, int epoch) {
        if (dropout == null) {
            return OptionalDouble.of(1);
        }
        if (dropout instanceof Dropout plain) {
            return OptionalDouble.of(valueAt(plain.getP(), plain.getPSchedule(), iteration, epoch));
        }
        if (dropout instanceof AlphaDropout alpha) {
            return OptionalDouble.of(valueAt(alpha.getP(), alpha.getPSchedule(), iteration, epoch));
        }
        if (dropout instanceof SpatialDropout spatial) {
            return OptionalDouble.of(valueAt(spatial.getP(), spatial.getPSchedule(), iteration, epoch));
        }
        return dropout instanceof GaussianDropout gaussian
                ? OptionalDouble.of(1 - valueAt(gaussian.getRate(), gaussian.getRateSchedule(), iteration, epoch))
                : OptionalDouble.empty();
    }

    private static double valueAt(double constant, @Nullable ISchedule schedule, int iteration, int epoch) {
        return schedule == null ? constant : schedule.valueAt(iteration, epoch);
    }

    /** Lets a layer keep at least this share, by dropout of the same kind. */
    static void atLeast(Layer core, double share, int iteration, int epoch) {
        IDropout dropout = core.getIDropout();
        if (of(dropout, iteration, epoch).orElse(1) < share) {
            core.setIDropout(keeping(dropout, share));
        }
    }

    private static IDropout keeping(IDropout kind, double share) {
        if (kind instanceof AlphaDropout) {
            return new AlphaDropout(share);
        }
        if (kind instanceof SpatialDropout) {
            return new SpatialDropout(share);
        }
        return kind instanceof GaussianDropout ? new GaussianDropout(1 - share) : new Dropout(share);
    }
}
