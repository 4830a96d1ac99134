package org.gradientdoctor.remedies.remedy;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The updaters a network may be given. Their other settings are Deeplearning4j's usual ones. */
public enum UpdaterKind {
    /** Plain descent: the step is the rate times the gradient. */
    SGD("Sgd", false),
    /** Descent with Nesterov's momentum of .9: ten times the step of plain descent where gradients agree. */
    NESTEROVS("Nesterovs", false),
    /** The gradient over the root of its mean square, decay .95 (Hinton 2012). */
    RMS_PROP("RMSProp", true),
    /** Bias-corrected moments, decays .9 and .999 (Kingma &amp; Ba 2015). */
    ADAM("Adam", true),
    /** Adam whose second moment never falls (Reddi, Kale &amp; Kumar 2018). */
    AMS_GRAD("AMSGrad", true);

    /** The usual ε of all of them. */
    static final double USUAL_EPSILON = 1e-8;
    /** Below about 6e-8 there is nothing but 0 in half precision, and a gradient below 2e-4 has a square of 0 there. */
    static final double HALF_EPSILON = 1e-3;

    private static final double RMS_DECAY = .95;
    private static final double MOMENTUM = .9;
    private static final double BETA1 = .9;
    private static final double BETA2 = .999;

    private final String title;
    private final boolean adaptive;

    UpdaterKind(String title, boolean adaptive) {
        this.title = title;
        this.adaptive = adaptive;
    }

    /** Whether it divides by the gradient's own size, so that a step is about as long as the rate. */
    public boolean isAdaptive() {
        return adaptive;
    }

    /** What steps of equal gradients add up to, in steps of plain descent at the same rate. */
    public double accumulation() {
        return this == NESTEROVS ? 1 / (1 - MOMENTUM) : 1;
    }

    /** The ε that is safe in this type of parameters: 1e-3 in half precision, else 1e-8; 0 where there is none to set. */
    public double epsilonFor(DataType type) {
        return !adaptive ? 0 : type == DataType.FLOAT16 ? HALF_EPSILON : USUAL_EPSILON;
    }

    /** The kind of an updater; empty for those that are not in this list. */
    public static Optional<UpdaterKind> of(IUpdater updater) {
        Given.value("updater", updater);
        return Arrays.stream(values())
                .filter(kind -> kind.build(1, 1).getClass() == updater.getClass())
                .findFirst();
    }

    /** Whether it divides by a root of second moments plus an ε that half precision takes for 0. */
    public static boolean dividesByZeroInHalf(IUpdater updater) {
        double epsilon = updater instanceof Adam adam
                ? adam.getEpsilon()
                : updater instanceof AMSGrad ams
                        ? ams.getEpsilon()
                        : updater instanceof Nadam nadam
                                ? nadam.getEpsilon()
                                : updater instanceof RmsProp rms ? rms.getEpsilon() : HALF_EPSILON;
        return epsilon < HALF_EPSILON;
    }

    IUpdater build(double rate, double epsilon) {
        return switch (this) {
            case SGD -> new Sgd(rate);
            case NESTEROVS -> new Nesterovs(rate, MOMENTUM);
            case RMS_PROP -> new RmsProp(rate, RMS_DECAY, epsilon);
            case ADAM -> new Adam(rate, BETA1, BETA2, epsilon);
            case AMS_GRAD -> new AMSGrad(rate, BETA1, BETA2, epsilon);
        };
    }

    /** For people. */
    @Override
    public String toString() {
        return title;
    }
}
