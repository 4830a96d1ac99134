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
 * (Srivastava et al. 2014, section 10). Classes of the user's own, also those derived from these, may do anything.
 */
final class Retention {
    /** (αλ)² of SELU, the square of the value that alpha dropout puts in place of what it drops. */
    private static final double SQUARE_OF_LOWER_END =
            Math.pow(AlphaDropout.DEFAULT_ALPHA * AlphaDropout.DEFAULT_LAMBDA, 2);

    private Retention() {}

    /** At this iteration and epoch; 1 where there is no dropout, empty where the noise is of another kind. */
    static OptionalDouble of(@Nullable IDropout dropout, int iteration, int epoch) {
        if (dropout == null) {
            return OptionalDouble.of(1);
        }
        Class<?> kind = dropout.getClass();
        if (kind == Dropout.class) {
            Dropout plain = (Dropout) dropout;
            return OptionalDouble.of(valueAt(plain.getP(), plain.getPSchedule(), iteration, epoch));
        }
        if (kind == AlphaDropout.class) {
            AlphaDropout alpha = (AlphaDropout) dropout;
            return OptionalDouble.of(valueAt(alpha.getP(), alpha.getPSchedule(), iteration, epoch));
        }
        if (kind == SpatialDropout.class) {
            SpatialDropout spatial = (SpatialDropout) dropout;
            return OptionalDouble.of(valueAt(spatial.getP(), spatial.getPSchedule(), iteration, epoch));
        }
        return kind == GaussianDropout.class
                ? OptionalDouble.of(1
                        - valueAt(
                                ((GaussianDropout) dropout).getRate(),
                                ((GaussianDropout) dropout).getRateSchedule(),
                                iteration,
                                epoch))
                : OptionalDouble.empty();
    }

    private static double valueAt(double constant, @Nullable ISchedule schedule, int iteration, int epoch) {
        return schedule == null ? constant : schedule.valueAt(iteration, epoch);
    }

    /** Lets a layer keep at least this share, by dropout of the same kind; by none where it is all. */
    @SuppressWarnings("NullAway") // Without is null.
    static void atLeast(Layer core, double share, int iteration, int epoch) {
        IDropout dropout = core.getIDropout();
        if (of(dropout, iteration, epoch).orElse(1) < share) {
            core.setIDropout(share == 1 ? null : keeping(dropout, share));
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

    /**
     * The share of the variance that is left to examples where activations have mean zero and variance one: p. Alpha
     * dropout, which keeps that variance by scaling what it has filled up, leaves p / (1 + (αλ)² (1 - p)) (Klambauer et
     * al. 2017: the factor of its affine transformation, squared, times p²).
     */
    static double left(@Nullable IDropout dropout, double retained) {
        return dropout instanceof AlphaDropout ? retained / (1 + SQUARE_OF_LOWER_END * (1 - retained)) : retained;
    }

    /** What dropout of this kind has to keep to leave a share of the variance to examples. */
    static double leaving(@Nullable IDropout dropout, double left) {
        return dropout instanceof AlphaDropout
                ? left * (1 + SQUARE_OF_LOWER_END) / (1 + SQUARE_OF_LOWER_END * left)
                : left;
    }
}
