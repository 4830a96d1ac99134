package org.gradientdoctor.samples.causes;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** What is wrong in the network itself: activations, weights, depth. */
final class StructuralCases {
    private static final int EXAMPLES = 64;

    private StructuralCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(
                saturating(seed),
                inactive(seed),
                tooSmall(seed),
                tooLarge(seed),
                symmetric(seed),
                tooDeep(2 * seed),
                tooDeep(2 * seed + 1));
    }

    static CauseCase saturating(int seed) {
        return sick(Cause.SATURATING_ACTIVATION, new Draw("saturating", seed), (draw, network) -> {
            network.tanh();
            network.activation = Activation.SIGMOID;
            network.hidden = draw.between(8, 20);
        });
    }

    static CauseCase inactive(int seed) {
        return sick(Cause.INACTIVE_RELU, new Draw("inactive", seed), (draw, network) -> {
            network.rectify();
            network.bias = -draw.between(3, 8);
        });
    }

    private static CauseCase tooSmall(int seed) {
        return sick(Cause.WEIGHT_SCALE_TOO_SMALL, new Draw("too small", seed), (draw, network) -> {
            network.hidden = draw.between(6, 12);
            network.weightFactor = 1 / draw.factor(4, 20);
        });
    }

    static CauseCase tooLarge(int seed) {
        return sick(Cause.WEIGHT_SCALE_TOO_LARGE, new Draw("too large", seed), (draw, network) -> {
            network.hidden = draw.between(6, 12);
            network.weightFactor = draw.factor(3, 8);
        });
    }

    private static CauseCase symmetric(int seed) {
        return sick(Cause.SYMMETRIC_WEIGHTS, new Draw("symmetric", seed), (draw, network) -> {
            double all = draw.coin() ? 0 : draw.factor(.02, .2);
            network.weights = new WeightInitConstant(all);
        });
    }

    /** Narrow and very deep: the signal performs a random walk, whose end depends on the seed. */
    private static CauseCase tooDeep(int seed) {
        return sick(Cause.EXCESSIVE_DEPTH, new Draw("too deep", seed), (draw, network) -> {
            network.rectify();
            network.width = draw.between(6, 8);
            network.hidden = draw.between(60, 90);
            network.updater = new Sgd(.01);
        });
    }

    private interface Fault {
        void into(Draw draw, DenseNetwork network);
    }

    private static CauseCase sick(Cause cause, Draw draw, Fault fault) {
        Consumer<DenseNetwork> change = network -> fault.into(draw, network);
        DenseNetwork network = DenseNetwork.drawn(draw, change);
        DataSet batch = RandomBatch.classes(draw.random(), EXAMPLES, network.inputs, network.outputs);
        String name = network + (network.weightFactor == 1 ? "" : ", weights × " + network.weightFactor);
        return CauseCase.sick(name, cause, () -> Preflight.examine(network.build(), batch));
    }
}
