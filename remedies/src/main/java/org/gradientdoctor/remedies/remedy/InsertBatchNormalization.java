package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Normalizes what hidden layers give, unit by unit (channel by channel) over the batch (Ioffe &amp; Szegedy 2015). A
 * layer that is normalized already is left as it is.
 *
 * @param layers the layers to be normalized
 * @param position between the linear part and the activation, or behind the activation
 * @param start what the normalization begins with
 */
public record InsertBatchNormalization(List<String> layers, Position position, Start start) implements Remedy {
    private static final long serialVersionUID = 1L;

    /** Where the normalization stands. */
    public enum Position {
        /** Between the linear part and the activation, which becomes a layer of its own. */
        BEFORE_ACTIVATION("before the activation"),
        /** Behind the activation: the only place where a recurrent layer can have it. */
        AFTER_ACTIVATION("behind the activation");

        private final String text;

        Position(String text) {
            this.text = text;
        }
    }

    /** What the normalization begins with. */
    public enum Start {
        /** Scale 1 and shift 0, for a network that has learned nothing yet. */
        STANDARD,
        /** Mean, variance, scale and shift from a batch, so that a trained network answers as before at inference. */
        FROM_DATA
    }

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public InsertBatchNormalization {
        layers = Given.list("layers", layers);
        Given.value("position", position);
        Given.value("start", start);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to be normalized: name at least one");
        }
    }

    @Override
    public String name() {
        return "insert-batch-normalization";
    }

    @Override
    public String title() {
        return "insert batch normalization " + position.text + (needsData() ? ", begun from data" : "");
    }

    @Override
    public SafetyClass safety() {
        return start == Start.FROM_DATA ? SafetyClass.KEEPS_FUNCTION : SafetyClass.KEEPS_PARAMETERS;
    }

    @Override
    public boolean needsData() {
        return start == Start.FROM_DATA;
    }

    @Override
    public String effect() {
        return "Keeps all weights and adds four numbers per unit. It costs time: in Deeplearning4j ten sigmoid layers of"
                + " 16 units took 3.7 times as long per iteration with it.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, layers, layer -> reason(draft, layer).stream())
                .or(() -> inHalf(draft));
    }

    /** With the deviations of a batch the backward pass overflows in HALF, whatever ε is. */
    private Optional<String> inHalf(NetworkDraft draft) {
        return start == Start.FROM_DATA && draft.dataType() == DataType.FLOAT16
                ? Optional.of("the network computes in HALF, where Deeplearning4j's batch normalization of layer "
                        + layers.get(0) + " overflows with the small deviations that a batch may have: train in FLOAT,"
                        + " or begin with the standard values")
                : Optional.empty();
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft, Batch batch) {
        return refusal(draft).or(() -> BatchStatistics.refusal(batch));
    }

    /** Whether this layer can be normalized and is not yet. Whether it is frozen is another question. */
    public static boolean canNormalize(NetworkDraft draft, LayerDraft layer, Position position) {
        return new InsertBatchNormalization(List.of(layer.name()), position, Start.STANDARD)
                        .reason(draft, layer)
                        .isEmpty()
                && !isNormalized(draft, layer);
    }

    private Optional<String> reason(NetworkDraft draft, LayerDraft layer) {
        Layer whole = layer.layer();
        if (draft.readers(layer.name()).isEmpty()) {
            return Optional.of(
                    "layer " + layer + " is an output, and outputs answer to their loss; name hidden layers");
        }
        if (whole instanceof Convolution3D || whole instanceof Deconvolution3D) {
            return Optional.of("layer " + layer + " gives three-dimensional maps, for which Deeplearning4j's batch"
                    + " normalization has no pass; swap its activation or draw its weights anew instead");
        }
        if (whole instanceof BaseRecurrentLayer && position == Position.BEFORE_ACTIVATION) {
            return Optional.of(
                    "layer " + layer + " is recurrent, so that its activation is inside of each step; ask for"
                            + " normalization behind the activation");
        }
        if (!(whole instanceof DenseLayer
                || whole instanceof ConvolutionLayer
                || whole instanceof BaseRecurrentLayer)) {
            return Optional.of("layer " + layer + " is not dense, convolutional or recurrent, or it is wrapped, and is"
                    + " not normalized; name layers with weights that stand by themselves");
        }
        if (((BaseLayer) whole).getActivationFn() instanceof ActivationSELU) {
            return Optional.of("layer " + layer + " has SELU, which normalizes by itself and is spoiled by batch"
                    + " normalization; choose one of the two");
        }
        return whole instanceof DenseLayer dense && dense.hasLayerNorm()
                ? Optional.of("layer " + layer + " has layer normalization; choose one of the two")
                : Optional.empty();
    }

    /** Whether whatever reads the layer is batch normalization, also behind an activation layer. */
    static boolean isNormalized(NetworkDraft draft, LayerDraft layer) {
        List<String> readers = draft.readers(layer.name());
        return !readers.isEmpty()
                && readers.stream()
                        .allMatch(reader -> draft.layers().stream()
                                .filter(found -> found.name().equals(reader))
                                .anyMatch(found -> found.layer() instanceof BatchNormalization
                                        || (found.layer() instanceof ActivationLayer && isNormalized(draft, found))));
    }

    @Override
    public void edit(NetworkDraft draft) {
        insert(draft);
    }

    @Override
    public void edit(NetworkDraft draft, Batch batch) {
        List<String> inserted = insert(draft);
        if (start == Start.FROM_DATA && !inserted.isEmpty()) {
            begin(draft, batch, inserted);
        }
    }

    /** The layers that got normalization now. */
    private List<String> insert(NetworkDraft draft) {
        List<String> inserted = new ArrayList<>();
        for (String name : layers) {
            LayerDraft layer = draft.layer(name);
            if (!isNormalized(draft, layer)) {
                insert(draft, layer.name(), (BaseLayer) Objects.requireNonNull(layer.layer()));
                inserted.add(layer.name());
            }
        }
        return inserted;
    }

    private void insert(NetworkDraft draft, String name, BaseLayer layer) {
        Layout layout = Layout.of(layer);
        draft.insertAfter(
                name,
                normOf(name),
                BatchStatistics.normalization(layout, draft.dataType()),
                layout.overTime() ? new RnnToFeedForwardPreProcessor(layout.sequences()) : null);
        IActivation activation =
                position == Position.BEFORE_ACTIVATION ? layer.getActivationFn() : new ActivationIdentity();
        if (!(activation instanceof ActivationIdentity) || layout.overTime()) {
            draft.insertAfter(
                    normOf(name),
                    activationOf(name),
                    new ActivationLayer(activation),
                    layout.overTime() ? new FeedForwardToRnnPreProcessor(layout.sequences()) : null);
        }
        if (position == Position.BEFORE_ACTIVATION) {
            layer.setActivationFn(new ActivationIdentity());
        }
    }

    private static String normOf(String layer) {
        return layer + "-norm";
    }

    private static String activationOf(String layer) {
        return layer + "-activation";
    }

    /** The layer that has the activation of this one: itself, or what it has become where this remedy moved it. */
    static LayerDraft activationOf(NetworkDraft draft, LayerDraft layer) {
        boolean moved = layer.layer() instanceof BaseLayer base
                && base.getActivationFn() instanceof ActivationIdentity
                && draft.named(normOf(layer.name())).isPresent();
        return moved
                ? draft.named(activationOf(layer.name()))
                        .filter(found -> found.layer() instanceof ActivationLayer)
                        .orElse(layer)
                : layer;
    }

    /** Whether this layer's activation has batch normalization before or behind it. */
    static boolean isBesideNormalization(NetworkDraft draft, LayerDraft layer) {
        return isNormalized(draft, layer)
                || (layer.layer() instanceof ActivationLayer
                        && layer.inputs().stream()
                                .flatMap(input -> draft.named(input).stream())
                                .anyMatch(input -> input.layer() instanceof BatchNormalization));
    }

    /** One pass is enough: with scale √(1 + ε) a normalization by mean 0 and variance 1 is the identity. */
    private static void begin(NetworkDraft draft, Batch batch, List<String> inserted) {
        for (String name : inserted) {
            Layout layout = Layout.of(Objects.requireNonNull(draft.layer(name).layer()));
            draft.setParameter(
                    normOf(name), "gamma", Statistics.filled(layout.channels(), Math.sqrt(1 + eps(draft, name))));
        }
        Map<String, INDArray> activations = batch.activations(draft.asItStands());
        for (String name : inserted) {
            Layout layout = Layout.of(Objects.requireNonNull(draft.layer(name).layer()));
            Statistics statistics = Statistics.of(Objects.requireNonNull(activations.get(name)), layout);
            statistics
                    .asNormalization(eps(draft, name))
                    .forEach((key, values) -> draft.setParameter(normOf(name), key, values));
        }
    }

    private static double eps(NetworkDraft draft, String name) {
        return ((BatchNormalization)
                        Objects.requireNonNull(draft.layer(normOf(name)).layer()))
                .getEps();
    }
}
