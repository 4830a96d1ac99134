package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.gradient.Gradient;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.gradientdoctor.listeners.capture.WatchedNetwork.Forward;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One network's iterations, from callback to callback: what was begun, what is due, what goes into the trace. */
final class NetworkWatch {
    /** The constant answer changes slowly and for medians costs a sort. */
    private static final int CONSTANT_ANSWER_EVERY = 64;

    private final WatchedNetwork network;
    private final TrainingTrace trace;
    private final CostMeter meter;
    private final WatchSettings settings;
    private final VitalSignsCapture vitalSigns;
    private final LabelCapture labels;
    private final RawGradient raw = new RawGradient();
    private final TensorSummarizer summarizer = new TensorSummarizer();

    private @Nullable FlatLayout layout;
    private @Nullable SignalTap tap;
    private @Nullable Forward forward;
    private @Nullable Pending pending;
    private long recorded;
    private long lastIteration = -1;
    private boolean labelsAdded;
    private boolean endsRead;

    /** What the backward callback read, until the iteration is done. */
    private record Pending(VitalSigns vitals, @Nullable FullReadingCapture full, Optional<NonFiniteOrigin> origin) {}

    NetworkWatch(WatchedNetwork network, TrainingTrace trace, CostMeter meter, WatchSettings settings) {
        this.network = network;
        this.trace = trace;
        this.meter = meter;
        this.settings = settings;
        this.vitalSigns = new VitalSignsCapture(network);
        this.labels = new LabelCapture(network);
        noteLimits();
    }

    private void noteLimits() {
        if (!network.stepsDirectly()) {
            trace.unread("updates were not read: " + network.model().conf().getOptimizationAlgo()
                    + " makes several passes in one iteration and its step is in no array that could be read");
        }
        if (network.outputs().size() > 1) {
            trace.unread("the network has " + network.outputs().size() + " outputs: labels and predictions are those"
                    + " of the first, and no constant answer is given, as the score is a sum over all");
        }
        if (labels.isMisscored()) {
            trace.unread(
                    "no constant answer is given: Deeplearning4j computes the score of a CnnLossLayer with channels"
                            + " last over the images' width in place of the channels; its gradient is right");
        }
    }

    @SuppressWarnings("ReferenceEquality") // One network, not one equal to it.
    boolean isOf(Model model) {
        return network.model() == model;
    }

    void forward(Forward activations) {
        removeTap();
        if (network.stepsDirectly()) {
            // One pass is one iteration; the last one may have ended by an exception.
            labelsAdded = false;
        }
        pending = null;
        forward = activations;
        if (meter.isDue(recorded)) {
            SignalTap opened = new SignalTap(meter, summarizer);
            tap = opened;
            opened.open(network);
        }
    }

    void backward(double score) {
        if (forward == null && pending != null) {
            // The same listener attached twice: its first call has read this pass, and taken the tap out.
            return;
        }
        SignalTap opened = tap;
        removeTap();
        if (opened != null) {
            opened.rethrowFault();
        }
        FlatLayout current = layout(network.gradients());
        int examples = network.examples();
        boolean due = meter.isDue(recorded);
        if (due) {
            raw.copy(current.flat(), network.dividesByExamples() ? examples : 1);
        }
        VitalSigns vitals = vitalSigns.read(current, network.iteration(), examples, score, due ? raw : null);
        pending = pending(current, vitals, due, opened, score);
        if (!labelsAdded) {
            labels.add(due);
            labelsAdded = true;
        }
        forward = null;
    }

    private Pending pending(
            FlatLayout current, VitalSigns vitals, boolean due, @Nullable SignalTap opened, double score) {
        Optional<NonFiniteOrigin> origin = Optional.empty();
        boolean full = due;
        if (!vitals.isFinite() && !trace.isFrozen()) {
            origin = new NonFiniteSearch(network, vitals.iteration())
                    .search(current, forward, score)
                    .map(this::orTheStepBefore);
            if (!due) {
                raw.copy(current.flat(), network.dividesByExamples() ? vitals.examples() : 1);
                full = true;
            }
        }
        FullReadingCapture capture = null;
        if (full) {
            capture = new FullReadingCapture(network, raw, summarizer);
            capture.read(current, labels, forward, opened);
            if (!endsRead && opened != null) {
                // Labels and inputs are let go of before the iteration is done.
                List<String> unread = new ArrayList<>();
                trace.ends(capture.inputs(), capture.outputs(opened, unread));
                unread.forEach(trace::unread);
                endsRead = true;
            }
        }
        return new Pending(vitals, capture, origin);
    }

    /** Parameters that went into the last iteration finite and come out of it otherwise were spoiled by its step. */
    private NonFiniteOrigin orTheStepBefore(NonFiniteOrigin found) {
        boolean before = recorded > 0 && found.iteration() == lastIteration + 1;
        return before && found.stage() == NonFiniteOrigin.Stage.PARAMETERS
                ? new NonFiniteOrigin(
                        lastIteration,
                        NonFiniteOrigin.Stage.UPDATE,
                        found.layer(),
                        found.tensor(),
                        found.count(),
                        found.example())
                : found;
    }

    private FlatLayout layout(Map<String, INDArray> gradients) {
        FlatLayout current = layout;
        if (current == null || !current.describes(network, gradients)) {
            current = new FlatLayout(network, gradients);
            layout = current;
            vitalSigns.layoutChanged(current);
            if (!current.isComplete()) {
                trace.unread("some parameters were not read: they belong to graph vertices that are no layers, or"
                        + " their gradients are not part of the network's flat gradient array");
            }
        }
        return current;
    }

    void done() {
        removeTap();
        Pending last = pending;
        FlatLayout current = layout;
        pending = null;
        labelsAdded = false;
        if (last == null || current == null) {
            return;
        }
        VitalSigns vitals = vitalSigns.complete(last.vitals(), current);
        Optional<NonFiniteOrigin> origin = last.origin();
        if (vitals.isFinite() && !trace.isFrozen() && !vitalSigns.isUpdateFinite()) {
            origin = new NonFiniteSearch(network, vitals.iteration()).searchUpdate(current);
        }
        if (last.full() != null && network.stepsDirectly()) {
            last.full().readUpdates(current);
        }
        record(vitals, last.full(), origin);
    }

    void inspect(Gradient gradient) {
        Map<String, INDArray> gradients = gradient.gradientForVariable();
        FlatLayout current = layout(gradients);
        if (current.slots().isEmpty() || !current.holds(gradients)) {
            throw new IllegalArgumentException("the gradient holds nothing of this network's flat gradient array: pass"
                    + " the one that backpropGradient of this very network has returned, before it is updated");
        }
        boolean due = meter.isDue(recorded);
        int examples = network.inputs().isEmpty()
                ? 1
                : Math.toIntExact(network.inputs().get(0).size(0));
        if (due) {
            raw.copy(current.flat(), network.dividesByExamples() ? examples : 1);
        }
        trace.unread("loss, labels, activations and error signal were not read: the network is trained with errors"
                + " from elsewhere, and its gradients are given for inspection");
        double score = network.model().score();
        long iteration = Math.max(network.iteration(), lastIteration + 1);
        // Deeplearning4j's score is that of another pass, or 0 where none was scored: no loss of this gradient.
        VitalSigns vitals = vitalSigns
                .read(current, iteration, examples, score, due ? raw : null)
                .withoutLoss();
        Pending last = pending(current, vitals, due, null, score);
        record(vitals, last.full(), last.origin());
    }

    private void record(VitalSigns vitals, @Nullable FullReadingCapture full, Optional<NonFiniteOrigin> origin) {
        trace.record(full == null ? IterationReading.of(vitals) : full.reading(vitals));
        origin.ifPresent(trace::freeze);
        if ((full != null || recorded % CONSTANT_ANSWER_EVERY == 0)
                && network.outputs().size() == 1) {
            trace.constantAnswer(labels.constantAnswer());
        }
        recorded++;
        lastIteration = vitals.iteration();
        if (full != null) {
            trace.cost(meter.cost());
            settings.afterFullReading().accept(trace::snapshot);
        }
        meter.iterationEnded(full != null);
        trace.cost(meter.cost());
    }

    void removeTap() {
        SignalTap opened = tap;
        if (opened != null) {
            opened.close();
            tap = null;
        }
    }
}
