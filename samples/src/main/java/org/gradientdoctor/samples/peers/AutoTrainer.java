package org.gradientdoctor.samples.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * AUTOTRAINER (Zhang et al., ICSE 2021): the rules of its published monitor with its default parameters.
 *
 * <p>Once at the end of each epoch it looks at the gradients of the first batch and at the accuracy of all epochs so
 * far. A value that is not finite, or a loss of 1e5, is explosion at any time. From 30 % of the planned epochs on, a
 * network whose accuracy was never .7, or never rose by .01 in one epoch, is judged: dying ReLU, explosion, vanishing,
 * slow convergence, in this order, with what the gradients showed in <em>any</em> epoch so far; any other network is
 * judged for oscillation. The first problem ends the training, so there is one alarm at most.
 *
 * <p>Its monitor looks at every third epoch by default; here at every one, which is faster. It compares training and
 * validation accuracy; here they are the one that is recorded. Without accuracy only explosion is judged.
 */
public final class AutoTrainer implements Peer {
    private static final double JUDGED_FROM = .3;
    private static final double SATISFIED = .7;
    private static final double LEAST_GAIN = .01;
    private static final double VANISHING_RATIO = 1e-3;
    private static final double VANISHING_NORM = 1e-4;
    private static final double EXPLODING_RATIO = 70;
    private static final double DYING_SHARE = .7;
    private static final double EXPLODED_LOSS = 1e5;

    @Override
    public String name() {
        return "AUTOTRAINER";
    }

    @Override
    public List<PeerAlarm> judge(PeerTrace trace) {
        Monitor monitor = new Monitor(trace);
        for (int epoch = 0; epoch < trace.epochs().size() && monitor.alarms.isEmpty(); epoch++) {
            monitor.check(epoch);
        }
        return monitor.alarms.inOrder();
    }

    /** Its flags are raised and never lowered. */
    private static final class Monitor {
        private final FirstAlarms alarms = new FirstAlarms();
        private final PeerTrace trace;
        private final List<Double> accuracies = new ArrayList<>();
        private boolean dying;
        private boolean exploding;
        private boolean vanishing;
        private boolean unsatisfied;
        private boolean slow;

        Monitor(PeerTrace trace) {
            this.trace = trace;
        }

        void check(int epoch) {
            PeerIteration at = trace.atEndOf(epoch);
            PeerTrace.EpochEnd end = trace.epochs().get(epoch);
            accuracies.add(end.accuracy());
            double loss = trace.epochLoss(epoch);
            boolean finite = at.layers().stream()
                    .allMatch(layer -> (layer.gradient() == null
                                    || layer.gradient().nonFinite() == 0)
                            && (layer.weights() == null || layer.weights().nonFinite() == 0));
            if (!finite || !Double.isFinite(loss) || loss >= EXPLODED_LOSS) {
                raise(end, AlarmKind.EXPLODING, "a value is not finite, or the loss %.3g is 1e5 or more", loss);
                return;
            }
            lookAtGradients(at.layers().stream()
                    .map(LayerRecord::gradient)
                    .filter(gradient -> gradient != null)
                    .toList());
            boolean judged = epoch + 1 >= JUDGED_FROM * trace.plan().epochs();
            if (judged && !Double.isNaN(end.accuracy())) {
                judge(end);
            }
        }

        private void lookAtGradients(List<GradientRecord> gradients) {
            double[] norms = gradients.stream()
                    .mapToDouble(GradientRecord::norm)
                    .filter(norm -> !Double.isNaN(norm))
                    .toArray();
            if (norms.length == 0) {
                return;
            }
            double ratio = norms[0] / norms[norms.length - 1];
            double zeros = gradients.stream().mapToInt(GradientRecord::zeros).sum();
            double elements =
                    gradients.stream().mapToInt(GradientRecord::elements).sum();
            vanishing |= ratio < VANISHING_RATIO && norms[0] < VANISHING_NORM;
            exploding |= ratio > EXPLODING_RATIO;
            dying |= zeros / elements >= DYING_SHARE;
        }

        private void judge(PeerTrace.EpochEnd end) {
            double best = AccuracyCurve.best(accuracies);
            double gain = AccuracyCurve.bestGain(accuracies);
            unsatisfied |= best < SATISFIED;
            slow |= gain < LEAST_GAIN;
            String accuracy = "best accuracy %.3f, best gain of an epoch %.4f; ";
            if (!unsatisfied && !slow) {
                if (AccuracyCurve.oscillates(accuracies)) {
                    raise(end, AlarmKind.OSCILLATING, "extrema of the accuracy lie .03 or more apart too often");
                }
            } else if (dying) {
                raise(end, AlarmKind.DEAD, accuracy + "70 %% of a gradient were exactly 0", best, gain);
            } else if (exploding) {
                raise(end, AlarmKind.EXPLODING, accuracy + "first over last gradient was above 70", best, gain);
            } else if (vanishing) {
                raise(end, AlarmKind.VANISHING, accuracy + "first over last gradient was below .001", best, gain);
            } else if (slow) {
                raise(end, AlarmKind.SLOW, accuracy + "no gain reached .01", best, gain);
            }
        }

        private void raise(PeerTrace.EpochEnd end, AlarmKind kind, String figures, Object... arguments) {
            alarms.raise("monitor", end.lastIteration(), kind, null, figures, arguments);
        }
    }
}
