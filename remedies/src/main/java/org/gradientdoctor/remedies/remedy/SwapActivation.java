package org.gradientdoctor.remedies.remedy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.Activation;

/**
 * Replaces the activation of hidden layers by a ReLU-like one and, where named, draws weights anew with the variance
 * that fits it. Gates of recurrent layers keep theirs.
 *
 * @param swapped the layers whose activation is replaced
 * @param activation the new activation
 * @param redrawn how the weights of these layers are drawn anew: as a rule those of {@code swapped}, of layers that feed
 *     an activation layer among them, and of the outputs; empty to keep all weights
 * @param seed of the draw
 */
public record SwapActivation(
        List<String> swapped, Activation activation, Map<String, Initialization> redrawn, long seed) implements Remedy {
    private static final long serialVersionUID = 1L;

    private static final Set<Activation> TARGETS = Collections.unmodifiableSet(EnumSet.of(
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.RRELU,
            Activation.ELU,
            Activation.SELU,
            Activation.GELU,
            Activation.SWISH,
            Activation.MISH));

    /**
     * @throws IllegalArgumentException where no layer is named or the activation is not ReLU-like
     */
    public SwapActivation {
        swapped = Given.list("swapped", swapped);
        Given.value("activation", activation);
        redrawn = Given.map("redrawn", redrawn);
        if (swapped.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to swap the activation of: name at least one");
        }
        if (!TARGETS.contains(activation)) {
            throw new IllegalArgumentException(activation + " is not ReLU-like: choose one of " + TARGETS);
        }
    }

    /** Swaps activations and leaves all weights as they are. */
    public static SwapActivation keepingWeights(List<String> layers, Activation activation) {
        return new SwapActivation(layers, activation, Map.of(), 0);
    }

    @Override
    public String name() {
        return "swap-activation";
    }

    @Override
    public String title() {
        String swap = "swap activation to " + activation.name().toLowerCase(Locale.ROOT);
        return swapping()
                .drawing()
                .map(drawing -> swap + " and " + drawing.title())
                .orElse(swap);
    }

    @Override
    public SafetyClass safety() {
        return swapping().safety();
    }

    @Override
    public List<String> layers() {
        return swapping().layers();
    }

    @Override
    public String effect() {
        return swapping().effect();
    }

    private Swapping swapping() {
        return new Swapping(swapped, redrawn, seed);
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, swapped, SwapActivation::reason)
                .or(() -> activation == Activation.SELU ? normalizesByItself(draft) : Optional.empty())
                .or(() -> swapping().drawing().flatMap(drawing -> drawing.refusal(draft)));
    }

    /** Why SELU does not fit what is around it. */
    private Optional<String> normalizesByItself(NetworkDraft draft) {
        Optional<String> normalized = Refusal.first(
                draft,
                swapped,
                layer -> InsertBatchNormalization.isBesideNormalization(draft, layer)
                        ? Stream.of("layer " + layer + " has batch normalization beside it, and SELU normalizes by"
                                + " itself and is spoiled by it; choose ELU")
                        : Stream.empty());
        return normalized.or(() -> AlphaDropouts.plainBehind(draft, names(draft, swapped), names(draft, layers()))
                .map(reader ->
                        "layer " + reader + " drops what it reads of a swapped layer by plain dropout, which spoils"
                                + " the mean and variance that SELU keeps; have layer " + reader.name()
                                + " drawn anew, too, so that it gets alpha dropout, or choose ELU"));
    }

    /** As the draft has them: layers of a stack may be given by index. */
    private static List<String> names(NetworkDraft draft, List<String> layers) {
        return layers.stream().map(layer -> draft.layer(layer).name()).toList();
    }

    private static Stream<String> reason(LayerDraft layer) {
        return canSwap(layer)
                ? Stream.empty()
                : Stream.of("the activation of layer " + layer
                        + " is not to be swapped: outputs answer to their loss, and attention, batch normalization and"
                        + " layers without an activation keep what they have; name hidden layers");
    }

    /** Whether this layer has an activation that may be swapped. Whether it is frozen is another question. */
    public static boolean canSwap(LayerDraft layer) {
        return !layer.cores().isEmpty() && layer.cores().stream().allMatch(SwapActivation::canSwap);
    }

    private static boolean canSwap(Layer core) {
        return core instanceof ActivationLayer
                || (core instanceof BaseLayer
                        && !isOutput(core)
                        && !(core instanceof BatchNormalization
                                || core instanceof DropoutLayer
                                || core instanceof PReLULayer
                                || core instanceof RepeatVector
                                || core instanceof VariationalAutoencoder));
    }

    static boolean isRecurrent(LayerDraft layer) {
        return layer.cores().stream().anyMatch(core -> core instanceof BaseRecurrentLayer);
    }

    private static boolean isOutput(Layer core) {
        return core instanceof BaseOutputLayer
                || core instanceof LossLayer
                || core instanceof CnnLossLayer
                || core instanceof Cnn3DLossLayer
                || core instanceof RnnLossLayer;
    }

    @Override
    public void edit(NetworkDraft draft) {
        swapping().give(draft, activation::getActivationFunction);
        if (activation == Activation.SELU) {
            AlphaDropouts.set(draft, names(draft, swapped), names(draft, layers()));
        } else {
            AlphaDropouts.unset(draft, names(draft, swapped));
        }
        swapping().drawing().ifPresent(drawing -> drawing.edit(draft));
    }
}
