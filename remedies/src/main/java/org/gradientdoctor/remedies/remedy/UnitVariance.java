package org.gradientdoctor.remedies.remedy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.LayerOutputs;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer-sequential unit variance (Mishkin &amp; Matas 2016): draws weights orthogonal, or by He's rule in convolutions, and
 * then scales them layer by layer, from input to output, until what each layer's weights give of a batch, before the
 * activation, has a standard deviation of 1.
 *
 * @param layers to be drawn and scaled
 * @param seed of the draw
 */
public record UnitVariance(List<String> layers, long seed) implements Remedy {
    private static final long serialVersionUID = 1L;
    private static final double TOLERANCE = .01;
    private static final int ATTEMPTS = 10;

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public UnitVariance {
        layers = Given.list("layers", layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to be initialized anew: name at least one");
        }
    }

    @Override
    public String name() {
        return "unit-variance";
    }

    @Override
    public String title() {
        return "re-initialize weights to unit variance in each layer, measured on a batch";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.RESETS_PARAMETERS;
    }

    @Override
    public boolean needsData() {
        return true;
    }

    @Override
    public String effect() {
        return drawing(layers).effect();
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(
                draft,
                layers,
                layer -> canScale(layer)
                        ? Stream.empty()
                        : Stream.of("the weights of layer " + layer + " are not to be scaled by what they give: only"
                                + " dense, output and plain convolutional layers give what a scale of their weights"
                                + " changes in proportion; re-initialize its weights by a rule"));
    }

    /** Whether what this layer's weights give grows in proportion with them. */
    public static boolean canScale(LayerDraft layer) {
        return (WeightNorm.canLimit(layer) || isOneDimensional(layer))
                && layer.cores().size() == 1
                && !(layer.cores().get(0) instanceof BaseRecurrentLayer);
    }

    private static boolean isOneDimensional(LayerDraft layer) {
        return layer.cores().stream().allMatch(core -> core.getClass() == Convolution1DLayer.class);
    }

    private static ReinitializeWeights drawing(Map<String, Initialization> schemes, long seed) {
        return new ReinitializeWeights(schemes, seed);
    }

    private ReinitializeWeights drawing(List<String> names) {
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        names.forEach(name -> schemes.put(name, Initialization.orthogonal(1)));
        return drawing(schemes, seed);
    }

    /** The part that needs no data: the draw. */
    @Override
    public void edit(NetworkDraft draft) {
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        for (String name : layers) {
            LayerDraft layer = draft.layer(name);
            schemes.put(
                    name, Initialization.canBeOrthogonal(layer) ? Initialization.orthogonal(1) : Initialization.he());
        }
        drawing(schemes, seed).edit(draft);
    }

    @Override
    public void edit(NetworkDraft draft, Batch batch) {
        edit(draft);
        LayerOutputs outputs = new LayerOutputs(draft, batch);
        List<String> names =
                layers.stream().map(name -> draft.layer(name).name()).toList();
        for (LayerDraft layer : draft.layers()) {
            if (names.contains(layer.name())) {
                scale(draft, outputs, layer.name());
            }
        }
    }

    private static void scale(NetworkDraft draft, LayerOutputs outputs, String layer) {
        INDArray weights = outputs.parameter(layer, "W");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double deviation = outputs.deviation(layer);
            if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("what layer " + layer
                        + " gives of this batch has a standard deviation"
                        + " of " + deviation + ", which no scale brings to 1: look at the data, or re-initialize the"
                        + " weights by a rule");
            }
            if (Math.abs(deviation - 1) < TOLERANCE) {
                break;
            }
            weights.divi(deviation);
        }
        draft.setParameter(layer, "W", weights);
    }
}
