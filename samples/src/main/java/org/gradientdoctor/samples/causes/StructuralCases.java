package org.gradientdoctor.samples.causes;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.gradientdoctor.core.diagnosis.Cause;
import org.nd4j.linalg.activations.Activation;

/** Activations and weights that are wrong, judged before training and during it. */
final class StructuralCases {
    private StructuralCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(
                saturating(seed),
                saturatingWatched(seed),
                inactive(seed),
                tooSmall(seed),
                tooLarge(seed),
                tooLargeWatched(seed),
                symmetric(new Draw("symmetric", seed)).examined(Cause.SYMMETRIC_WEIGHTS),
                symmetric(new Draw("watched symmetric", seed)).watched(Cause.SYMMETRIC_WEIGHTS));
    }

    static CauseCase saturating(int seed) {
        Draw draw = new Draw("saturating", seed);
        return sigmoid(draw, draw.between(8, 20)).examined(Cause.SATURATING_ACTIVATION);
    }

    private static CauseCase saturatingWatched(int seed) {
        Draw draw = new Draw("watched sigmoid", seed);
        return sigmoid(draw, draw.between(8, 14)).watched(Cause.SATURATING_ACTIVATION);
    }

    private static DenseFault sigmoid(Draw draw, int hidden) {
        return DenseFault.in(draw, tanh(hidden), n -> n.activation = Activation.SIGMOID);
    }

    private static Consumer<DenseNetwork> tanh(int hidden) {
        return network -> {
            network.tanh();
            network.hidden = hidden;
        };
    }

    static CauseCase inactive(int seed) {
        Draw draw = new Draw("inactive", seed);
        double bias = -draw.between(3, 8);
        return DenseFault.in(draw, DenseNetwork::rectify, n -> n.bias = bias).examined(Cause.INACTIVE_RELU);
    }

    private static CauseCase tooSmall(int seed) {
        Draw draw = new Draw("too small", seed);
        return weights(draw, draw.between(6, 12), 1 / draw.factor(4, 20)).examined(Cause.WEIGHT_SCALE_TOO_SMALL);
    }

    static CauseCase tooLarge(int seed) {
        Draw draw = new Draw("too large", seed);
        return weights(draw, draw.between(6, 12), draw.factor(3, 8)).examined(Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    /** Tanh or ReLU as drawn. Training overcomes some such tanh networks: outcome decides. */
    private static CauseCase tooLargeWatched(int seed) {
        Draw draw = new Draw("watched weights", seed);
        return weights(draw, draw.between(6, 10), draw.factor(3, 8)).watched(Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    private static DenseFault weights(Draw draw, int hidden, double factor) {
        return DenseFault.in(draw, n -> n.hidden = hidden, n -> n.weightFactor = factor);
    }

    private static DenseFault symmetric(Draw draw) {
        double all = draw.coin() ? 0 : draw.factor(.02, .2);
        return DenseFault.in(draw, n -> {}, n -> n.weights = new WeightInitConstant(all));
    }
}
