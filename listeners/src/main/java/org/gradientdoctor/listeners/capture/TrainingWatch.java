package org.gradientdoctor.listeners.capture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.gradient.Gradient;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.gradientdoctor.listeners.capture.WatchedNetwork.Forward;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Watches one network: binds to the first that calls, passes its callbacks to the captures, and records what they read
 * in one trace. Callbacks of other networks are passed over, and the trace says so.
 *
 * <p>An iteration is begun by its forward callback and recorded by {@code iterationDone}; where the optimizer makes
 * several passes in one iteration, the last counts. Callbacks must not overlap; {@link #snapshot()} may be called from
 * any thread at any time.
 */
public final class TrainingWatch {
    private final WatchSettings settings;
    private final CostMeter meter;
    private volatile TrainingTrace trace;

    private @Nullable NetworkWatch bound;

    public TrainingWatch(WatchSettings settings) {
        this.settings = settings;
        this.meter = new CostMeter(settings.schedule(), settings.nanoTime());
        NetworkProfile nothing = new NetworkProfile("", "", LossFamily.OTHER, "", List.of());
        this.trace = new TrainingTrace(nothing, Environment.read(), settings.plannedIterations());
    }

    /** The run as it stands; before the first callback, of a network without layers. */
    public TraceSnapshot snapshot() {
        return trace.snapshot();
    }

    /** A stack's forward callback. */
    public void forward(Model model, List<INDArray> activations) {
        forward(model, new Forward(activations, null));
    }

    /** A graph's forward callback. */
    public void forward(Model model, Map<String, INDArray> activations) {
        forward(model, new Forward(null, activations));
    }

    private void forward(Model model, Forward activations) {
        timed(model, network -> network.forward(activations));
    }

    /** The backward callback. */
    public void backward(Model model) {
        timed(model, network -> network.backward(model.score()));
    }

    /** The callback at the end of an iteration. */
    public void done(Model model) {
        timed(model, NetworkWatch::done);
    }

    /** Records what a probe of this network reads, where it reads anything; its time counts as watching. */
    public void probe(Model model, Supplier<Optional<ProbeReading>> probe) {
        if (!isForeign(model)) {
            timed(model, network -> probe.get().ifPresent(trace::record));
        }
    }

    /** Notes something that could not be read, with the reason. */
    public void unread(String reason) {
        trace.unread(reason);
    }

    /** Records what a guard did to this network; of another one it is passed over. */
    public void intervened(Model model, Intervention intervention) {
        if (!isForeign(model)) {
            watchOf(model);
            trace.record(intervention);
        }
    }

    private void timed(Model model, Consumer<NetworkWatch> callback) {
        if (isForeign(model)) {
            noteForeign(model);
            return;
        }
        meter.enter();
        try {
            callback.accept(watchOf(model));
        } finally {
            meter.leave();
        }
    }

    /**
     * Any other callback: taps that an exception left behind are taken out.
     */
    public void otherwise(Model model) {
        NetworkWatch network = bound;
        if (network != null && network.isOf(model)) {
            network.removeTap();
        }
    }

    /**
     * Records one iteration of a network that is trained with errors from elsewhere and so calls no listener.
     *
     * @throws IllegalArgumentException if the gradient is not one that this network's backward pass gave, or the model
     *     is not of a watched class or another one than before
     */
    public void inspect(Model model, Gradient gradient) {
        if (isForeign(model)) {
            throw new IllegalArgumentException("this " + model.getClass().getSimpleName()
                    + " is not the network that this listener watches: one listener watches one MultiLayerNetwork or"
                    + " ComputationGraph; create another listener for it");
        }
        timed(model, network -> network.inspect(gradient));
    }

    /** Ends all watching after a fault of the toolkit: taps are taken out, and the trace keeps the reason. */
    public void withdraw(String reason) {
        trace.unread(reason);
        NetworkWatch network = bound;
        if (network != null) {
            network.removeTap();
        }
    }

    /** Whether a model is not the network under watch and can't become it. */
    private boolean isForeign(Model model) {
        NetworkWatch network = bound;
        return network == null ? !WatchedNetwork.isWatchable(model) : !network.isOf(model);
    }

    private NetworkWatch watchOf(Model model) {
        NetworkWatch network = bound;
        if (network == null) {
            WatchedNetwork found = WatchedNetwork.of(model);
            List<String> reasons = trace.snapshot().unread();
            trace = new TrainingTrace(found.profile(), Environment.read(), settings.plannedIterations());
            reasons.forEach(trace::unread);
            network = new NetworkWatch(found, trace, meter, settings);
            bound = network;
        }
        return network;
    }

    private void noteForeign(Model model) {
        trace.unread(
                WatchedNetwork.isWatchable(model)
                        ? "another network was trained with this listener, too, and was not read: one listener watches"
                                + " one network (under ParallelWrapper one worker); give each its own"
                        : "layer-wise pretraining was not read: a "
                                + model.getClass().getSimpleName()
                                + " was trained by itself; only the training of the whole network is watched");
    }
}
