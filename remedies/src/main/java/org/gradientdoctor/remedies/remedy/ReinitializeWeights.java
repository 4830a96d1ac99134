package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.distribution.OrthogonalDistribution;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitIdentity;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.remedy.Initialization.Scheme;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.jspecify.annotations.Nullable;

/**
 * Draws the weights of layers anew with a variance that fits their activation, and writes that into the configuration.
 * Biases get the configured value, an LSTM's forget gates theirs, but 1 at least; the updater's state of these layers starts anew.
 *
 * @param schemes how each layer is drawn
 * @param seed of the draw: the same seed gives the same weights, so that a second application changes nothing
 */
public record ReinitializeWeights(Map<String, Initialization> schemes, long seed) implements Remedy {
    /** Beyond what the schemes give units to begin with, whose deviation is about 1: such biases decide by themselves. */
    private static final double LARGE_BIAS = 1;

    private static final long serialVersionUID = 1L;

    /** Bias of forget gates with which a cell keeps what it holds until it learns otherwise (Jozefowicz et al. 2015). */
    private static final double OPEN = 1;

    private static final IWeightInit ORTHOGONAL = new WeightInitDistribution(new OrthogonalDistribution(1));

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public ReinitializeWeights {
        schemes = Given.map("schemes", schemes);
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to be initialized anew: name at least one");
        }
    }

    @Override
    public String name() {
        return "reinitialize-weights";
    }

    @Override
    public String title() {
        return "re-initialize weights ("
                + schemes.values().stream()
                        .map(Initialization::toString)
                        .distinct()
                        .collect(Collectors.joining(", "))
                + ")";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.RESETS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return List.copyOf(schemes.keySet());
    }

    @Override
    public String effect() {
        return "Draws the weights of " + schemes.size() + (schemes.size() == 1 ? " layer" : " layers")
                + " anew from seed " + seed + "; biases and the updater's state there start anew.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return schemes.entrySet().stream()
                .flatMap(scheme ->
                        Refusal.first(draft, List.of(scheme.getKey()), layer -> reason(layer, scheme.getValue()))
                                .stream())
                .findFirst();
    }

    private static Stream<String> reason(LayerDraft layer, Initialization scheme) {
        if (!layer.hasParameters()) {
            return Stream.of("layer " + layer + " has no parameters to draw; name layers with weights");
        }
        boolean own = layer.cores().isEmpty() || layer.cores().stream().anyMatch(core -> !takesScheme(core));
        if (scheme.scheme() == Scheme.ORTHOGONAL && !Initialization.canBeOrthogonal(layer)) {
            return Stream.of(
                    "layer " + layer + " has no matrix of weights that could be orthogonal; draw it by a variance,"
                            + " He's for instance");
        }
        return own && scheme.scheme() != Scheme.CONFIGURED
                ? Stream.of("layer " + layer + " draws its parameters by a rule of its own and takes no " + scheme
                        + " initialization; ask for the configured one")
                : Stream.empty();
    }

    /** Whether the layer draws weights by the weight initialization in its configuration. */
    public static boolean takesScheme(Layer core) {
        return core instanceof BaseLayer && !(core instanceof BatchNormalization) && !(core instanceof PReLULayer);
    }

    @Override
    public void edit(NetworkDraft draft) {
        schemes.forEach((name, scheme) -> {
            LayerDraft layer = draft.layer(name);
            if (scheme.scheme() != Scheme.CONFIGURED) {
                layer.cores().forEach(core -> configure((BaseLayer) core, scheme));
            }
            draft.redraw(name, seed);
        });
        OrthogonalWeights.set(draft, schemes);
    }

    private static void configure(BaseLayer layer, Initialization scheme) {
        if (layer instanceof AbstractLSTM lstm && lstm.getForgetGateBiasInit() < OPEN) {
            lstm.setForgetGateBiasInit(OPEN);
        }
        if (!(layer instanceof BaseOutputLayer) && Math.abs(layer.getBiasInit()) > LARGE_BIAS) {
            // The schemes keep the signal's size where biases are zero (Glorot & Bengio 2010, He et al. 2015).
            layer.setBiasInit(0);
        }
        layer.setWeightInitFn(scheme.toWeightInit());
        if (layer instanceof BaseRecurrentLayer recurrent && !keeps(recurrent.getWeightInitFnRecurrent())) {
            recurrent.setWeightInitFnRecurrent(scheme.toWeightInit());
        }
    }

    /** Absent, the recurrent weights follow the others; orthogonal and identity weights keep the signal by themselves. */
    private static boolean keeps(@Nullable IWeightInit recurrent) {
        return recurrent == null || recurrent instanceof WeightInitIdentity || recurrent.equals(ORTHOGONAL);
    }
}
