package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Reads the error signal while it passes: between the forward and the backward pass each layer's activation function,
 * and each output layer's loss, is replaced by one that also records, and put back afterwards. Nothing is computed
 * twice, and nothing is computed differently.
 */
final class SignalTap {
    private final TensorSummarizer summarizer;
    private final TapSession session;
    private final List<Runnable> restorations = new ArrayList<>();
    private final Map<Integer, List<SignalCollector>> collectors = new HashMap<>();
    private final Map<Integer, OutputCollector> outputs = new HashMap<>();
    private final Map<Integer, String> unread = new HashMap<>();

    SignalTap(CostMeter meter, TensorSummarizer summarizer) {
        this.summarizer = summarizer;
        this.session = new TapSession(meter);
    }

    /** Puts the taps in. */
    void open(WatchedNetwork network) {
        for (int i = 0; i < network.layers().size(); i++) {
            WatchedLayer layer = network.layers().get(i);
            LayerAnatomy anatomy = layer.anatomy();
            if (anatomy == null) {
                continue;
            }
            String reason = layer.profile().role() == LayerRole.OUTPUT
                    ? tapLoss(i, anatomy)
                    : anatomy.activation() == null ? null : tapActivation(i, layer, anatomy);
            if (reason != null) {
                unread.put(i, "the error signal of layer " + layer.name() + " was not read: " + reason);
            }
        }
    }

    private @Nullable String tapLoss(int index, LayerAnatomy anatomy) {
        Layer configuration = anatomy.configuration();
        ILossFunction loss = LossFamilies.installedLoss(configuration);
        if (loss == null) {
            return configuration.getClass().getSimpleName() + " has no loss function that can be tapped";
        }
        if (loss instanceof TappedLoss) {
            return "another listener is reading it";
        }
        OutputCollector collector = new OutputCollector(summarizer);
        TappedLoss tapped = new TappedLoss(loss, collector, session);
        LossFamilies.setLoss(configuration, tapped);
        restorations.add(() -> {
            tapped.disarm();
            if (isSame(LossFamilies.installedLoss(configuration), tapped)) {
                LossFamilies.setLoss(configuration, loss);
            }
        });
        outputs.put(index, collector);
        return null;
    }

    private @Nullable String tapActivation(int index, WatchedLayer layer, LayerAnatomy anatomy) {
        if (anatomy.configuration() instanceof VariationalAutoencoder) {
            return "a variational autoencoder applies its activation function to several things";
        }
        boolean lstm = anatomy.directions().get(0) instanceof AbstractLSTM;
        if (lstm && anatomy.running().getHelper() != null) {
            return "its backward pass is computed by "
                    + anatomy.running().getHelper().getClass().getSimpleName();
        }
        for (Layer configuration : anatomy.directions()) {
            IActivation activation = activationOf(configuration);
            if (activation == null) {
                return configuration.getClass().getSimpleName() + " can't be tapped";
            }
            if (activation instanceof TappedActivation) {
                return "another listener is reading it";
            }
            ActivationProfile profile = layer.profile().activation();
            ResponsiveRange range = profile == null ? ResponsiveRange.unbounded() : profile.range();
            // A layer of its own applies its function to what it gets, in the order in which it comes.
            SignalCollector collector = configuration instanceof ActivationLayer
                    ? new SignalCollector(summarizer, range, layer::unitDimension)
                    : new SignalCollector(summarizer, range, anatomy.units(), lstm);
            TappedActivation tapped = new TappedActivation(activation, collector, session);
            setActivation(configuration, tapped);
            restorations.add(() -> {
                tapped.disarm();
                if (isSame(activationOf(configuration), tapped)) {
                    setActivation(configuration, activation);
                }
            });
            collectors.computeIfAbsent(index, key -> new ArrayList<>()).add(collector);
        }
        return null;
    }

    private static @Nullable IActivation activationOf(Layer configuration) {
        if (configuration instanceof ActivationLayer layer) {
            return layer.getActivationFn();
        }
        return configuration instanceof BaseLayer layer ? layer.getActivationFn() : null;
    }

    private static void setActivation(Layer configuration, IActivation activation) {
        if (configuration instanceof ActivationLayer layer) {
            layer.setActivationFn(activation);
        } else if (configuration instanceof BaseLayer layer) {
            layer.setActivationFn(activation);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Wrappers equal what they wrap; the very object is meant.
    private static boolean isSame(@Nullable Object present, Object tapped) {
        return present == tapped;
    }

    /** Takes all taps out again; what they gathered stays. Harmless when there are none. */
    void close() {
        restorations.forEach(Runnable::run);
        restorations.clear();
    }

    /**
     * Throws the first fault that recording ran into, which it could not be allowed to throw into the user's training.
     */
    void rethrowFault() {
        Throwable first = fault();
        if (first != null) {
            throw new IllegalStateException("the error signal could not be read: " + first, first);
        }
    }

    /** The first fault that recording ran into; null where there was none. */
    @Nullable
    Throwable fault() {
        return session.fault().get();
    }

    /**
     * The signal of the layer at this position of the profile, after the pass; null where nothing was read.
     */
    @Nullable
    SignalReading reading(int index, WatchedLayer layer) {
        return reading(index, layer, layer.layer().running().getMaskArray());
    }

    /** The same with a mask [examples, steps] that the layer need not know; null for none. */
    @Nullable
    SignalReading reading(int index, WatchedLayer layer, @Nullable INDArray mask) {
        OutputCollector output = outputs.get(index);
        if (output != null) {
            return output.reading();
        }
        SignalReading merged = null;
        for (SignalCollector collector : collectors.getOrDefault(index, List.of())) {
            // Masks count steps forward, so they fit the first direction only, whose units are the ones kept.
            SignalReading next = collector.reading(merged == null ? mask : null);
            if (next != null) {
                merged = merged == null ? next : SignalCollector.merge(merged, next);
            }
        }
        return merged;
    }

    /** Why the signal of this layer was not read though there may be one; null where nothing hindered it. */
    @Nullable
    String unread(int index, WatchedLayer layer, @Nullable SignalReading reading) {
        String reason = unread.get(index);
        boolean silent = reading == null
                && collectors.containsKey(index)
                && !layer.layer().frozen();
        return reason == null && silent
                ? "the error signal of layer " + layer.name() + " was not read: none came through its activation"
                        + " function"
                : reason;
    }

    /** What the output layer at this position of the profile answers; null where not read. */
    @Nullable
    Answers answers(int index) {
        OutputCollector output = outputs.get(index);
        return output == null ? null : output.answers();
    }
}
