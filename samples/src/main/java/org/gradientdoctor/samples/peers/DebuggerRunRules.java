package org.gradientdoctor.samples.peers;

/** SageMaker Debugger's rules about the loss and about all layers together. */
final class DebuggerRunRules {
    private static final int LOSS_STEPS = 10;
    private static final double LEAST_DECREASE = .001;
    private static final double MOST_INCREASE = .05;
    private static final int INITIAL_STEPS = 10;
    private static final double VARIANCE_RATIO = 10;

    private final PeerTrace trace;
    private final FirstAlarms alarms;

    DebuggerRunRules(PeerTrace trace, FirstAlarms alarms) {
        this.trace = trace;
        this.alarms = alarms;
    }

    void check(PeerIteration iteration) {
        int i = iteration.iteration();
        if (!Double.isFinite(iteration.score())) {
            alarms.raise(
                    "ExplodingTensor", i, AlarmKind.NUMERICAL, null, "the loss is not finite: %f", iteration.score());
        }
        lossNotDecreasing(i, iteration.score());
        unchangedLoss(i);
        if (i < INITIAL_STEPS) {
            poorWeightInitialization(iteration);
        }
    }

    /**
     * Every ten steps the loss is compared with that of ten steps before. A decrease below .1 % is none; a rise is let
     * pass up to 5 %, as the parameter {@code increase_threshold_percent} is described.
     */
    private void lossNotDecreasing(int i, double loss) {
        if (i == 0 || i % LOSS_STEPS != 0) {
            return;
        }
        double before = trace.iterations().get(i - LOSS_STEPS).score();
        double rise = (loss - before) / Math.abs(before);
        if (rise > MOST_INCREASE || (rise <= 0 && -rise < LEAST_DECREASE)) {
            alarms.raise("LossNotDecreasing", i, AlarmKind.SLOW, null, "%.4g, ten steps before %.4g", loss, before);
        }
    }

    private void unchangedLoss(int i) {
        if (i >= 2 && isUnchanged(i) && isUnchanged(i - 1)) {
            alarms.raise("UnchangedTensor", i, AlarmKind.UNCHANGED, null, "the losses of three steps are equal");
        }
    }

    private boolean isUnchanged(int i) {
        double now = trace.iterations().get(i).score();
        double before = trace.iterations().get(i - 1).score();
        return Math.abs(now - before) <= 1e-8 + 1e-5 * Math.abs(before);
    }

    /**
     * Largest over smallest variance among the layers. It is defined on the inputs of ReLUs; their outputs stand for
     * them here. Its second condition, on percentiles of gradients, is left out: it would fire on most networks.
     */
    private void poorWeightInitialization(PeerIteration iteration) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        int layers = 0;
        for (int i = 0; i < trace.layers().size(); i++) {
            ActivationRecord activation = iteration.layers().get(i).activation();
            if (activation != null && trace.layers().get(i).function() == PeerLayer.Function.RELU) {
                double variance = activation.deviation() * activation.deviation();
                smallest = Math.min(smallest, variance);
                largest = Math.max(largest, variance);
                layers++;
            }
        }
        if (layers > 1 && largest > VARIANCE_RATIO * smallest) {
            alarms.raise(
                    "PoorWeightInitialization",
                    iteration.iteration(),
                    AlarmKind.INITIALIZATION,
                    null,
                    "variances of layers from %.3g to %.3g, more than tenfold",
                    smallest,
                    largest);
        }
    }
}
