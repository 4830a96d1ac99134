package org.gradientdoctor.samples.causes;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** What only a watched training shows, and two causes of the structure once more. */
final class TrainingCases {
    private static final int BATCHES = 4;
    private static final int EXAMPLES = 32;

    private TrainingCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(regularized(seed), clipped(seed), saturating(seed), tooLarge(seed));
    }

    private static CauseCase regularized(int seed) {
        Draw draw = new Draw("regularized", seed);
        return watched(Cause.EXCESSIVE_REGULARIZATION, draw, DenseNetwork.drawn(draw, n -> {
            n.hidden = draw.between(2, 3);
            n.updater = new Sgd(.05);
            n.l2 = draw.factor(.5, 5);
        }));
    }

    static CauseCase clipped(int seed) {
        Draw draw = new Draw("clipped", seed);
        return watched(Cause.EXCESSIVE_CLIPPING, draw, DenseNetwork.drawn(draw, n -> {
            n.updater = new Sgd(draw.factor(.02, .1));
            n.clipping = draw.factor(1e-5, 1e-4);
        }));
    }

    private static CauseCase saturating(int seed) {
        Draw draw = new Draw("watched sigmoid", seed);
        return watched(Cause.SATURATING_ACTIVATION, draw, DenseNetwork.drawn(draw, n -> {
            n.tanh();
            n.activation = Activation.SIGMOID;
            n.hidden = draw.between(8, 14);
        }));
    }

    private static CauseCase tooLarge(int seed) {
        Draw draw = new Draw("watched weights", seed);
        return watched(Cause.WEIGHT_SCALE_TOO_LARGE, draw, DenseNetwork.drawn(draw, n -> {
            // With tanh such weights are overcome by training: four nets of six learned, and were not sick.
            n.activation = Activation.RELU;
            n.hidden = draw.between(6, 10);
            n.weightFactor = draw.factor(3, 8);
        }));
    }

    private static CauseCase watched(Cause cause, Draw draw, DenseNetwork network) {
        int iterations = draw.between(60, 150);
        // One set cut into batches: the centers of the classes are the same in all.
        List<DataSet> batches = RandomBatch.classes(draw.random(), BATCHES * EXAMPLES, network.inputs, network.outputs)
                .batchBy(EXAMPLES);
        String name = "watched, " + network + ", " + iterations + " iterations, l2 " + network.l2 + ", weights × "
                + network.weightFactor;
        return CauseCase.sick(name, cause, () -> train(network.build(), batches, iterations));
    }

    private static Diagnosis train(MultiLayerNetwork network, List<DataSet> batches, int iterations) {
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        network.setListeners(health);
        for (int i = 0; i < iterations; i++) {
            network.fit(batches.get(i % batches.size()));
        }
        return health.diagnosis();
    }
}
