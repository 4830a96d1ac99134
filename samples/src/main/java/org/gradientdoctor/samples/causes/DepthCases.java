package org.gradientdoctor.samples.causes;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.gradientdoctor.core.diagnosis.Cause;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Narrow and very deep networks with the right weights for their activation: the signal performs a random walk, and
 * examples become alike.
 */
final class DepthCases {
    private DepthCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(
                rectified("too deep", Activation.RELU, seed),
                rectified("too deep, leaky", Activation.LEAKYRELU, seed),
                linear(seed),
                mixed(seed));
    }

    private static CauseCase rectified(String group, Activation activation, int seed) {
        Draw draw = new Draw(group, seed);
        int deep = draw.between(60, 90);
        int width = draw.between(6, 8);
        return deep(draw, deep, network -> {
            network.rectify();
            network.activation = activation;
            network.width = width;
        });
    }

    /** By 1 / 2n nats in a layer of n units, a linear signal drifts less than one of rectifiers: narrower and deeper. */
    private static CauseCase linear(int seed) {
        Draw draw = new Draw("too deep, linear", seed);
        int deep = draw.between(80, 120);
        int width = draw.between(4, 6);
        return deep(draw, deep, network -> {
            network.activation = Activation.IDENTITY;
            network.weights = new WeightInitXavier();
            network.width = width;
        });
    }

    private static CauseCase deep(Draw draw, int layers, Consumer<DenseNetwork> sizes) {
        Consumer<DenseNetwork> slow = network -> network.updater = new Sgd(.01);
        return DenseFault.in(draw, sizes.andThen(slow), network -> network.hidden = layers)
                .examined(Cause.EXCESSIVE_DEPTH);
    }

    /** Rectifiers with tanh's weights: wide enough that it is the weights, and not the depth, that lose the signal. */
    private static CauseCase mixed(int seed) {
        Draw draw = new Draw("Xavier for ReLU", seed);
        int deep = draw.between(20, 40);
        int width = draw.between(32, 64);
        return DenseFault.in(
                        draw,
                        network -> {
                            network.rectify();
                            network.width = width;
                            network.hidden = deep;
                        },
                        network -> network.weights = new WeightInitXavier())
                .examined(Cause.WEIGHT_SCALE_TOO_SMALL);
    }
}
