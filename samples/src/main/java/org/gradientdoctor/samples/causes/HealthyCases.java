package org.gradientdoctor.samples.causes;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Networks that look like sick ones and are not. */
final class HealthyCases {
    private static final int EXAMPLES = 64;

    private HealthyCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.concat(
                Stream.of(
                        tanh(seed),
                        rectifiers(seed),
                        dense("batch-normalized sigmoid", seed, HealthyCases::normalize),
                        dense("orthogonal", seed, HealthyCases::orthogonal),
                        dense("Adam 1e-3", seed, n -> n.updater = new Adam(1e-3)),
                        dense("dropout", seed, n -> n.dropOut = .5)),
                Stream.of(
                        residual(true, seed),
                        residual(false, seed),
                        gated(seed),
                        convolutions(seed),
                        oneHot(seed),
                        digits(seed),
                        imbalanced(seed),
                        regression(seed)));
    }

    static CauseCase tanh(int seed) {
        return dense("tanh, ten layers or so", seed, n -> {
            n.tanh();
            n.hidden += 6;
        });
    }

    private static CauseCase rectifiers(int seed) {
        return dense("ReLU, twenty layers or so", seed, n -> {
            n.rectify();
            n.hidden += 16;
            // A usual rate for this depth; as narrow as 16 units some seeds would rightly be called sick.
            n.width += 32;
            n.updater = n.updater instanceof Sgd ? new Sgd(.01) : new Adam(1e-3);
        });
    }

    static void normalize(DenseNetwork network) {
        network.tanh();
        network.activation = Activation.SIGMOID;
        network.normalized = true;
        network.hidden += 5;
    }

    private static void orthogonal(DenseNetwork network) {
        network.tanh();
        network.hidden += 5;
        network.orthogonal = true;
    }

    private static CauseCase dense(String name, int seed, Consumer<DenseNetwork> change) {
        Draw draw = new Draw(name, seed);
        DenseNetwork network = DenseNetwork.drawn(draw, change);
        return examined(name, network, RandomBatch.classes(draw.random(), EXAMPLES, network.inputs, network.outputs));
    }

    private static CauseCase residual(boolean normalized, int seed) {
        Draw draw = new Draw("residual " + normalized, seed);
        ResidualNetwork network = ResidualNetwork.drawn(draw, normalized);
        DataSet batch = RandomBatch.classes(draw.random(), EXAMPLES, network.inputs(), network.classes());
        return CauseCase.healthy("residual, " + network, () -> Preflight.examine(network.build(), batch));
    }

    private static CauseCase gated(int seed) {
        Draw draw = new Draw("gated", seed);
        RecurrentNetwork network = RecurrentNetwork.drawn(draw, true);
        DataSet batch = RandomBatch.sequences(draw.random(), 32, network.channels(), 20);
        return CauseCase.healthy("LSTM, 20 steps, " + network, () -> Preflight.examine(network.build(), batch));
    }

    private static CauseCase convolutions(int seed) {
        Draw draw = new Draw("convolutions", seed);
        ConvolutionalNetwork network = ConvolutionCases.network(draw);
        DataSet batch = ConvolutionCases.images(draw, network);
        return CauseCase.healthy(network.toString(), () -> Preflight.examine(network.build(), batch));
    }

    private static CauseCase oneHot(int seed) {
        Draw draw = new Draw("one-hot", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> n.inputs = draw.between(8, 24));
        return examined(
                "one-hot", network, RandomBatch.oneHot(draw.random(), EXAMPLES, network.inputs, network.outputs));
    }

    /** Measurements in centimeters, say. */
    static CauseCase digits(int seed) {
        Draw draw = new Draw("digits", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> n.updater = new Adam(1e-3));
        DataSet batch = RandomBatch.classes(draw.random(), EXAMPLES, network.inputs, network.outputs);
        batch.setFeatures(Transforms.abs(batch.getFeatures().muli(1.5).addi(4)));
        return examined("single digits", network, batch);
    }

    private static CauseCase imbalanced(int seed) {
        Draw draw = new Draw("imbalanced", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> n.outputs = 2);
        return examined("imbalanced", network, RandomBatch.classes(draw.random(), EXAMPLES, network.inputs, 2, .85));
    }

    private static CauseCase regression(int seed) {
        Draw draw = new Draw("regression", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> {
            n.regress();
            n.updater = n.updater instanceof Sgd ? new Sgd(.01) : new Adam(1e-3);
        });
        return examined("regression", network, RandomBatch.regression(draw.random(), EXAMPLES, network.inputs, 1));
    }

    private static CauseCase examined(String name, DenseNetwork network, DataSet batch) {
        return CauseCase.healthy(name + ", " + network, () -> Preflight.examine(network.build(), batch));
    }
}
