package org.gradientdoctor.samples.causes;

import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One training, from initialization to its end, on the calling thread.
 *
 * @param network builds it
 * @param batches taken in turn
 */
record Course(Supplier<? extends NeuralNetwork> network, List<DataSet> batches, int iterations) {
    Course {
        batches = List.copyOf(batches);
    }

    /** Watched from the first iteration to the last, which the listener is told: what comes of it is judged then, too. */
    Diagnosis diagnosis() {
        return diagnosis(network.get());
    }

    /** What watching says of a network that exists. */
    Diagnosis diagnosis(NeuralNetwork existing) {
        GradientHealthListener health = GradientHealthListener.builder()
                .fullReadingEvery(1)
                .plannedIterations(iterations)
                .build();
        ((Model) existing).setListeners(health);
        train(existing);
        return health.diagnosis();
    }

    void train(NeuralNetwork existing) {
        for (int i = 0; i < iterations; i++) {
            existing.fit(batches.get(i % batches.size()));
        }
    }

    /** The part of the constant answer's loss that is gone in the end, at most 1: negative or NaN where it got worse. */
    double learned() {
        NeuralNetwork trained = network.get();
        train(trained);
        DataSet all = DataSet.merge(batches);
        return DataLoss.learned(all.getLabels(), answers(trained, all.getFeatures()));
    }

    private static INDArray answers(NeuralNetwork trained, INDArray features) {
        return trained instanceof MultiLayerNetwork stack
                ? stack.output(features)
                : ((ComputationGraph) trained).outputSingle(features);
    }
}
