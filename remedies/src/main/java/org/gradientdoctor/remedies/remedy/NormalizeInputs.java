package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Puts a batch normalization in front of the first layer, so that it reads raw data, column by column (channel by
 * channel), as if they were standardized (Ioffe &amp; Szegedy 2015 for what it computes, LeCun et al. 1998 for why). Unlike
 * what {@link StandardizeInputs} folds into weights it goes before a convolution, too, whose padded zeros are then the
 * columns' means.
 *
 * @param layer the layer that reads the network's input
 */
public record NormalizeInputs(String layer) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public NormalizeInputs {
        Given.value("layer", layer);
    }

    @Override
    public String name() {
        return "normalize-inputs";
    }

    @Override
    public String title() {
        return "insert batch normalization in front of the first layer";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return List.of(layer);
    }

    @Override
    public String effect() {
        return "Keeps all weights and adds four numbers per input column; the first layer reads standardized columns from"
                + " then on, so what it had learned of raw ones is lost.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, layers(), first -> reason(draft, first));
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft, Batch batch) {
        return refusal(draft).or(() -> BatchStatistics.refusal(batch));
    }

    private static Stream<String> reason(NetworkDraft draft, LayerDraft first) {
        boolean readsInput = first.inputs().size() <= 1
                && first.inputs().stream().allMatch(input -> draft.find(input).isEmpty());
        if (!readsInput) {
            return Stream.of("layer " + first + " does not read the network's input alone; name the layer that does");
        }
        Layer core = first.cores().isEmpty() ? null : first.cores().get(0);
        if (core instanceof Convolution3D || core instanceof Deconvolution3D) {
            return Stream.of("layer " + first + " reads three-dimensional maps, for which Deeplearning4j's batch"
                    + " normalization has no pass; fit a normalizer on the data instead");
        }
        boolean readsColumns =
                core instanceof DenseLayer || core instanceof ConvolutionLayer || core instanceof BaseRecurrentLayer;
        return readsColumns
                ? Stream.empty()
                : Stream.of(
                        "layer " + first + " is not dense, convolutional or recurrent, and has no columns of numbers"
                                + " to be normalized; fit a normalizer on the data instead");
    }

    @Override
    public void edit(NetworkDraft draft) {
        LayerDraft first = draft.layer(layer);
        FeedForwardLayer core = (FeedForwardLayer) first.cores().get(0);
        Layout layout = Layout.read(core);
        BatchNormalization norm = BatchStatistics.normalization(layout, draft.dataType());
        draft.insertBefore(
                first.name(),
                first.name() + "-input-norm",
                norm,
                layout.overTime() ? new RnnToFeedForwardPreProcessor(layout.sequences()) : null);
        if (layout.overTime()) {
            draft.insertBefore(
                    first.name(),
                    first.name() + "-input",
                    new ActivationLayer(new ActivationIdentity()),
                    new FeedForwardToRnnPreProcessor(layout.sequences()));
        }
    }
}
