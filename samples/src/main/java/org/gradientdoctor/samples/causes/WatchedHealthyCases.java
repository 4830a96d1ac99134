package org.gradientdoctor.samples.causes;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks that look like sick ones while they train, and are not. */
final class WatchedHealthyCases {
    private static final int BATCHES = 4;
    private static final int EXAMPLES = 32;
    /** After so many at a good rate, a small network has learned its few examples. */
    private static final int LONG = 400;
    /** Deviation of what sets the data of a second training apart; the data's own is about 1. */
    private static final double NOISE = .2;

    private WatchedHealthyCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(
                plain(seed),
                dense("clipped by habit", seed, (draw, n) -> n.clipping = draw.factor(1, 5)),
                dense("mild L2", seed, (draw, n) -> n.l2 = draw.factor(1e-5, 1e-3)),
                dense("batch-normalized sigmoid", seed, HealthyCases::normalize),
                scheduled(seed),
                fineTuned(seed),
                converged(seed),
                autoencoder(seed),
                residual(seed),
                gated(seed));
    }

    static CauseCase plain(int seed) {
        return dense("plain", seed, n -> {});
    }

    private interface Change {
        void of(Draw draw, DenseNetwork network);
    }

    private static CauseCase dense(String name, int seed, Consumer<DenseNetwork> change) {
        return dense(name, seed, (draw, network) -> change.accept(network));
    }

    private static CauseCase dense(String name, int seed, Change change) {
        Draw draw = new Draw("watched " + name, seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> change.of(draw, n));
        return watched(name + ", " + network, draw, network::build, network.batch(draw, BATCHES * EXAMPLES));
    }

    private static CauseCase scheduled(int seed) {
        Schedules schedule = Schedules.values()[seed % Schedules.values().length];
        return dense("schedule " + schedule, seed, (draw, network) -> {
            double rate = network.updater.getLearningRate(0, 0);
            network.updater =
                    network.updater instanceof Adam ? new Adam(schedule.from(rate)) : new Sgd(schedule.from(rate));
        });
    }

    /** Trained, then at a small rate on the same examples with some noise: on others it may have learned nothing. */
    private static CauseCase fineTuned(int seed) {
        Draw draw = new Draw("fine-tuned", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> n.updater = new Adam(3e-3));
        DataSet first = network.batch(draw, BATCHES * EXAMPLES);
        DataSet second = first.copy();
        RandomBatch.addNoise(draw.random(), second.getFeatures(), NOISE);
        int iterations = draw.between(60, 150);
        return CauseCase.healthy("watched for " + iterations + ", fine-tuned, " + network, () -> {
            MultiLayerNetwork trained = network.build();
            new Course(network::build, first.batchBy(EXAMPLES), LONG).train(trained);
            trained.setLearningRate(1e-5);
            return new Course(network::build, second.batchBy(EXAMPLES), iterations).diagnosis(trained);
        });
    }

    /** Gradients are small because all is learned, and answers are confident. */
    private static CauseCase converged(int seed) {
        Draw draw = new Draw("converged", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> n.updater = new Adam(3e-3));
        List<DataSet> batches = network.batch(draw, BATCHES * EXAMPLES).batchBy(EXAMPLES);
        int iterations = draw.between(60, 150);
        return CauseCase.healthy("watched for " + iterations + ", converged, " + network, () -> {
            MultiLayerNetwork trained = network.build();
            new Course(network::build, batches, LONG).train(trained);
            return new Course(network::build, batches, iterations).diagnosis(trained);
        });
    }

    private static CauseCase autoencoder(int seed) {
        Draw draw = new Draw("autoencoder", seed);
        AutoencoderNetwork network =
                new AutoencoderNetwork(draw.between(16, 32), draw.coin(), draw.between(1, 1_000_000));
        DataSet blobs = RandomBatch.classes(draw.random(), BATCHES * EXAMPLES, network.inputs(), 4);
        return watched(network.toString(), draw, network::build, new DataSet(blobs.getFeatures(), blobs.getFeatures()));
    }

    private static CauseCase residual(int seed) {
        Draw draw = new Draw("watched residual", seed);
        ResidualNetwork network = ResidualNetwork.drawn(draw, draw.coin());
        DataSet data = RandomBatch.classes(draw.random(), BATCHES * EXAMPLES, network.inputs(), network.classes());
        return watched(network.toString(), draw, network::build, data);
    }

    private static CauseCase gated(int seed) {
        Draw draw = new Draw("watched gated", seed);
        RecurrentNetwork network = RecurrentNetwork.drawn(draw, true);
        DataSet data = RandomBatch.sequences(draw.random(), BATCHES * EXAMPLES, network.channels(), 20);
        return watched(network.toString(), draw, network::build, data);
    }

    private static CauseCase watched(String name, Draw draw, Supplier<? extends NeuralNetwork> network, DataSet data) {
        int iterations = draw.between(60, 150);
        Supplier<Diagnosis> diagnose = new Course(network, data.batchBy(EXAMPLES), iterations)::diagnosis;
        return CauseCase.healthy("watched for " + iterations + ", " + name, diagnose);
    }
}
