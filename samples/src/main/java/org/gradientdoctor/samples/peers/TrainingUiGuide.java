package org.gradientdoctor.samples.peers;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Deeplearning4j's own guide to its training UI: log₁₀ of update over parameters (mean magnitudes of the weights)
 * suspect above −2 and below −4, deviation of activations good from .5 to 2.
 *
 * <p>The UI's listener reports every tenth iteration. A person doesn't judge a chart by one dot: from the third on, the
 * median of the last three is judged. As the UI does, values that are not finite are drawn at 0, on charts whose scale is
 * a logarithm. What the guide says of the score without a number is left out.
 */
public final class TrainingUiGuide implements Peer {
    private static final int REPORTED = 10;
    private static final int DOTS = 3;
    private static final double FAST = -2;
    private static final double SLOW = -4;
    private static final double NARROW = Math.log10(.5);
    private static final double WIDE = Math.log10(2);

    @Override
    public String name() {
        return "DL4J UI guide";
    }

    @Override
    public List<PeerAlarm> judge(PeerTrace trace) {
        FirstAlarms alarms = new FirstAlarms();
        for (int last = (DOTS - 1) * REPORTED; last < trace.iterations().size(); last += REPORTED) {
            for (int i = 0; i < trace.layers().size(); i++) {
                ratio(trace, last, i, alarms);
                if (trace.layers().get(i).function() != PeerLayer.Function.NONE) {
                    activations(trace, last, i, alarms);
                }
            }
        }
        return alarms.inOrder();
    }

    private static void ratio(PeerTrace trace, int iteration, int index, FirstAlarms alarms) {
        double ratio = median(trace, iteration, index, record -> {
            UpdateRecord update = record.update();
            WeightRecord weights = record.weights();
            return update == null || weights == null ? Double.NaN : update.meanMagnitude() / weights.meanMagnitude();
        });
        if (trace.iterations().get(iteration).layers().get(index).update() == null) {
            return;
        }
        String layer = trace.layers().get(index).name();
        if (ratio > FAST) {
            alarms.raise(
                    "Update over parameters",
                    iteration,
                    AlarmKind.UPDATE_TOO_LARGE,
                    layer,
                    "log ratio %.2f, above -2",
                    ratio);
        } else if (ratio < SLOW) {
            alarms.raise(
                    "Update over parameters",
                    iteration,
                    AlarmKind.UPDATE_TOO_SMALL,
                    layer,
                    "log ratio %.2f, below -4",
                    ratio);
        }
    }

    private static void activations(PeerTrace trace, int iteration, int index, FirstAlarms alarms) {
        double deviation = median(trace, iteration, index, record -> {
            ActivationRecord activation = record.activation();
            return activation == null ? Double.NaN : activation.deviation();
        });
        if (deviation < NARROW || deviation > WIDE) {
            alarms.raise(
                    "Activations",
                    iteration,
                    AlarmKind.ACTIVATION_SCALE,
                    trace.layers().get(index).name(),
                    "deviation %.3g, outside .5 to 2",
                    Math.pow(10, deviation));
        }
    }

    /** Of the last three dots, each the logarithm of a value, or 0 where it has none. */
    private static double median(PeerTrace trace, int iteration, int index, ToDoubleFunction<LayerRecord> value) {
        double[] dots = new double[DOTS];
        for (int dot = 0; dot < DOTS; dot++) {
            LayerRecord record =
                    trace.iterations().get(iteration - dot * REPORTED).layers().get(index);
            double logarithm = Math.log10(value.applyAsDouble(record));
            dots[dot] = Double.isNaN(logarithm) || logarithm == Double.POSITIVE_INFINITY ? 0 : logarithm;
        }
        Arrays.sort(dots);
        return dots[DOTS / 2];
    }
}
