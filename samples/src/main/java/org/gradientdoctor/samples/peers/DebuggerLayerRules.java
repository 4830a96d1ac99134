package org.gradientdoctor.samples.peers;

/** SageMaker Debugger's rules about one layer at a time. */
final class DebuggerLayerRules {
    private static final double VANISHING = 1e-7;
    private static final double LAYER_SHARE = .5;
    private static final double UPDATE_LARGE = 10;
    private static final double UPDATE_SMALL = 1e-8;
    private static final double EPSILON = 1e-9;

    private final PeerTrace trace;
    private final FirstAlarms alarms;

    DebuggerLayerRules(PeerTrace trace, FirstAlarms alarms) {
        this.trace = trace;
        this.alarms = alarms;
    }

    void check(PeerIteration iteration) {
        for (int i = 0; i < trace.layers().size(); i++) {
            LayerRecord record = iteration.layers().get(i);
            PeerLayer layer = trace.layers().get(i);
            explodingTensor(iteration.iteration(), layer, record);
            gradientAndStep(iteration.iteration(), layer, record);
            activation(iteration.iteration(), layer, record);
            unchangedTensor(iteration.iteration(), i);
        }
    }

    private void explodingTensor(int iteration, PeerLayer layer, LayerRecord record) {
        if (record.nonFinite() > 0) {
            alarms.raise(
                    "ExplodingTensor",
                    iteration,
                    AlarmKind.NUMERICAL,
                    layer.name(),
                    "%d elements are not finite",
                    record.nonFinite());
        }
    }

    /** The documentation doesn't define the ratio; mean magnitudes are what its ε suggests. */
    private void gradientAndStep(int iteration, PeerLayer layer, LayerRecord record) {
        if (record.gradient() != null && record.gradient().meanMagnitude() < VANISHING) {
            double mean = record.gradient().meanMagnitude();
            alarms.raise(
                    "VanishingGradient",
                    iteration,
                    AlarmKind.VANISHING,
                    layer.name(),
                    "mean magnitude %.3g, below 1e-7",
                    mean);
        }
        if (record.update() != null && record.weights() != null) {
            double ratio = record.update().meanMagnitude() / (record.weights().meanMagnitude() + EPSILON);
            if (ratio > UPDATE_LARGE) {
                alarms.raise(
                        "WeightUpdateRatio",
                        iteration,
                        AlarmKind.UPDATE_TOO_LARGE,
                        layer.name(),
                        "%.3g, above 10",
                        ratio);
            } else if (ratio < UPDATE_SMALL) {
                alarms.raise(
                        "WeightUpdateRatio",
                        iteration,
                        AlarmKind.UPDATE_TOO_SMALL,
                        layer.name(),
                        "%.3g, below 1e-8",
                        ratio);
            }
        }
    }

    private void activation(int iteration, PeerLayer layer, LayerRecord record) {
        ActivationRecord activation = record.activation();
        if (activation == null) {
            return;
        }
        if (layer.function() == PeerLayer.Function.RELU && activation.idleUnits() > LAYER_SHARE) {
            alarms.raise(
                    "DeadRelu",
                    iteration,
                    AlarmKind.DEAD,
                    layer.name(),
                    "%.0f %% of the units are active in less than 1 %%",
                    100 * activation.idleUnits());
        }
        if (layer.function().saturates() && activation.pinnedUnits() > LAYER_SHARE) {
            alarms.raise(
                    "SaturatedActivation",
                    iteration,
                    AlarmKind.SATURATED,
                    layer.name(),
                    "%.0f %% of the units are within the function's bounds in less than 1 %%",
                    100 * activation.pinnedUnits());
        }
    }

    /** Three steps in a row whose weights are equal within NumPy's tolerance. */
    private void unchangedTensor(int iteration, int index) {
        if (iteration > 0 && isUnchanged(iteration, index) && isUnchanged(iteration - 1, index)) {
            alarms.raise(
                    "UnchangedTensor",
                    iteration,
                    AlarmKind.UNCHANGED,
                    trace.layers().get(index).name(),
                    "the weights of three steps are equal");
        }
    }

    private boolean isUnchanged(int iteration, int index) {
        UpdateRecord update =
                trace.iterations().get(iteration).layers().get(index).update();
        return update != null && update.unchanged();
    }
}
