package org.gradientdoctor.samples.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.AsyncShieldDataSetIterator;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.samples.input.Examples;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How a network is trained. Two networks trained by the same settings see the same minibatches in the same order.
 *
 * @param epochs how often each example is seen
 * @param batchSize examples in a minibatch
 * @param seed of the order of examples and of dropout
 */
public record Training(int epochs, int batchSize, long seed) {

    /** Trains the given network; the bar advances with each epoch. */
    public void train(Model model, Examples examples, TrainingProgress progress, String title) {
        // Dropout and noise draw from the thread's random state: equal for all that are compared.
        Nd4j.getRandom().setSeed(seed);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples.count()).boxed().toList());
        Random random = new Random(seed);
        try (TrainingProgress.Bar bar = progress.start(title, epochs)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                Collections.shuffle(order, random);
                fit(model, minibatches(examples, order.stream().mapToInt(i -> i).toArray()));
                bar.step();
            }
        }
    }

    /** As {@link #train}, under watch. */
    public GradientHealthListener watch(Model model, Examples examples, TrainingProgress progress, String title) {
        GradientHealthListener health = GradientHealthListener.builder()
                .plannedIterations(iterations(examples.count()))
                .build();
        model.addListeners(health);
        train(model, examples, progress, title);
        return health;
    }

    /** How many minibatches all epochs have together. */
    public long iterations(int examples) {
        return (long) epochs * ((examples - 1) / batchSize + 1);
    }

    /** Minibatches for a repair: of examples in random order, always the same; it is the repair that orders minibatches. */
    public DataSetIterator minibatches(Examples examples) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples.count()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return new ExistingDataSetIterator(
                minibatches(examples, order.stream().mapToInt(i -> i).toArray()));
    }

    private List<DataSet> minibatches(Examples examples, int[] order) {
        List<DataSet> minibatches = new ArrayList<>();
        int step = Math.min(batchSize, order.length);
        for (int from = 0; from < order.length; from += step) {
            minibatches.add(examples.batch(Arrays.copyOfRange(order, from, Math.min(order.length, from + step))));
        }
        return minibatches;
    }

    /** On the calling thread: ND4J's random state belongs to the thread, so a loader thread would make runs differ. */
    private static void fit(Model model, List<DataSet> minibatches) {
        var iterator = new AsyncShieldDataSetIterator(new ExistingDataSetIterator(minibatches));
        if (model instanceof ComputationGraph graph) {
            graph.fit(iterator);
        } else {
            ((MultiLayerNetwork) model).fit(iterator);
        }
    }

    /** What the network says to these rows, dropout off. */
    public static INDArray output(Model model, INDArray features) {
        return model instanceof ComputationGraph graph
                ? graph.outputSingle(features)
                : ((MultiLayerNetwork) model).output(features);
    }
}
