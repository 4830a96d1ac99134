package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.signal.PropagationPath.Stack;
import org.gradientdoctor.core.signal.PropagationPath.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Turns the longest path of a network into layers of theory. Whatever it does not know it says: a prediction for
 * another network than this one would be worse than none.
 *
 * <p>Two things it cannot see and so takes for absent: strides, which let an input of a convolution feed fewer outputs
 * than its fan-out says, and padding, which feeds zeros at the borders.
 */
final class PathReader {
    /** Types that map linearly with independent weights, then apply the activation. */
    private static final Set<String> LINEAR = Set.of(
            "DenseLayer",
            "ConvolutionLayer",
            "Convolution1DLayer",
            "Convolution1D",
            "Convolution2D",
            "Convolution3D",
            "OutputLayer",
            "RnnOutputLayer",
            "CenterLossOutputLayer");
    /** Types that hand on the very elements they get, dropout at inference. */
    private static final Set<String> TRANSPARENT = Set.of(
            "DropoutLayer",
            "MaskLayer",
            "PreprocessorVertex",
            "ReshapeVertex",
            "LossLayer",
            "RnnLossLayer",
            "CnnLossLayer");

    private final NetworkProfile profile;
    private final IterationReading reading;
    private final List<PropagationLayer> layers = new ArrayList<>();

    PathReader(NetworkProfile profile, IterationReading reading) {
        this.profile = profile;
        this.reading = reading;
    }

    PropagationPath read() {
        List<LayerProfile> path = upToLastWeights();
        for (int i = 0; i < path.size(); i++) {
            LayerProfile layer = path.get(i);
            boolean last = i == path.size() - 1;
            String obstacle = last || hasOneReader(layer, path.get(i + 1))
                    ? add(layer, last)
                    : "several layers read " + say(layer) + ", so that its error signal is a sum";
            if (obstacle != null) {
                return new Unknown(obstacle);
            }
        }
        if (layers.size() < 2) {
            return new Unknown(
                    "a signal needs two layers with weights to pass between, and this network has " + layers.size());
        }
        UnitSummary input = reading.input();
        if (input == null || !Double.isFinite(input.meanSquare())) {
            return new Unknown(input == null ? "the input was not read" : "the input holds values that are not finite");
        }
        return new Stack(layers, input.meanSquare(), correlation(input));
    }

    /** What comes after the last weights changes nothing between the layers before. */
    private List<LayerProfile> upToLastWeights() {
        List<LayerProfile> path = profile.layers().isEmpty() ? List.of() : profile.longestPath();
        int end = path.size();
        while (end > 0 && path.get(end - 1).fanIn() == 0) {
            end--;
        }
        return path.subList(0, end);
    }

    /** @return what stands in the way, null where nothing does */
    private @Nullable String add(LayerProfile layer, boolean last) {
        if (layer.inputs().size() > 1) {
            return say(layer) + " joins several paths";
        }
        if (layer.role() == LayerRole.ACTIVATION) {
            return addActivation(layer);
        }
        if (TRANSPARENT.contains(layer.type())) {
            return null;
        }
        if (layer.role() == LayerRole.RECURRENT) {
            return say(layer) + " is recurrent, and the recursion in depth does not hold there";
        }
        if (layer.role() == LayerRole.NORMALIZATION || isNormalizedWithin(layer)) {
            return say(layer) + " normalizes, by which the signal's scale is not that of the weights";
        }
        if (layer.has(LayerTrait.LOOKUP) || !LINEAR.contains(layer.type())) {
            return say(layer) + " is of a kind the theory does not cover";
        }
        return addLinear(layer, last);
    }

    private @Nullable String addLinear(LayerProfile layer, boolean last) {
        LayerReading read = reading.layer(layer.name()).orElse(null);
        ParameterReading weights = read == null ? null : read.weights();
        if (read == null || weights == null) {
            return "the weights of " + say(layer) + " were not read";
        }
        TensorSummary biases = read.biases() == null ? null : read.biases().values();
        if (!weights.values().isFinite() || (biases != null && !biases.isFinite())) {
            return "the parameters of " + say(layer) + " are not all finite";
        }
        Optional<ActivationFunction> function = last ? Optional.of(ActivationFunction.identity()) : function(layer);
        if (function.isEmpty()) {
            return "the activation function of " + say(layer) + " is not known element by element";
        }
        double rms = weights.values().rms();
        double deviation = biases == null ? 0 : biases.standardDeviation();
        layers.add(new PropagationLayer(
                layer.name(),
                layer.fanIn(),
                layer.fanOut(),
                rms * rms,
                biases == null ? 0 : biases.mean(),
                deviation * deviation,
                function.get()));
        return null;
    }

    /** An activation as a layer of its own is that of the layer before it, if that one has none. */
    private @Nullable String addActivation(LayerProfile layer) {
        Optional<ActivationFunction> function = function(layer);
        if (layer.parameters() > 0 || function.isEmpty()) {
            return "the activation function of " + say(layer) + " is not known element by element";
        }
        if (layers.isEmpty() || !isIdentity(layers.get(layers.size() - 1).activation())) {
            return say(layer) + " applies a second activation function, or one to the input";
        }
        layers.add(layers.remove(layers.size() - 1).withActivation(function.get()));
        return null;
    }

    private static Optional<ActivationFunction> function(LayerProfile layer) {
        ActivationProfile activation = layer.activation();
        return activation == null ? Optional.of(ActivationFunction.identity()) : ActivationFunction.of(activation);
    }

    private static boolean isIdentity(ActivationFunction function) {
        return function.name().equals(ActivationFunction.identity().name());
    }

    /** A dense layer with more parameters than weights and biases has the gains of layer normalization. */
    private static boolean isNormalizedWithin(LayerProfile layer) {
        return layer.type().equals("DenseLayer")
                && layer.parameters() > layer.fanIn() * layer.fanOut() + layer.fanOut();
    }

    private boolean hasOneReader(LayerProfile layer, LayerProfile next) {
        return profile.layers().stream()
                .filter(reader -> reader.inputs().contains(layer.name()))
                .allMatch(reader -> reader.name().equals(next.name()));
    }

    /** Variance across examples, of n of which it is short by 1/n, is what two examples' inputs do not share. */
    private static double correlation(UnitSummary input) {
        double n = input.examples();
        double apart = input.spreadAcrossExamples() * input.spreadAcrossExamples() * n / (n - 1);
        if (input.meanSquare() == 0) {
            return 1;
        }
        return n < 2 || Double.isNaN(apart) ? Double.NaN : Math.max(-1, 1 - apart / input.meanSquare());
    }

    private static String say(LayerProfile layer) {
        return "layer " + layer.name() + " (" + layer.type() + ")";
    }
}
