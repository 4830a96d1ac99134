package org.gradientdoctor.samples.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trainings whose reports are looked at. */
final class Patients {
    private static final int BATCH = 20;
    private static final int STEPS = 30;

    private Patients() {}

    static MultiLayerNetwork deep(int layers, Activation activation, WeightInit weights, double rate) {
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(rate))
                .activation(activation);
        if (weights == WeightInit.NORMAL) {
            builder.weightInit(new WeightInitDistribution(new NormalDistribution(0, 1)));
        } else {
            builder.weightInit(weights);
        }
        NeuralNetConfiguration.ListBuilder list = builder.list();
        for (int i = 0; i < layers; i++) {
            list.layer(new DenseLayer.Builder().nIn(i == 0 ? 2 : 16).nOut(16).build());
        }
        list.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(16)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    /** Two half circles that no line parts. */
    static DataSetIterator moons(int rows, long seed) {
        Random random = new Random(seed);
        List<DataSet> examples = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            boolean upper = random.nextBoolean();
            double angle = Math.PI * random.nextDouble();
            float x = (float) ((upper ? Math.cos(angle) : 1 - Math.cos(angle)) - .5 + .1 * random.nextGaussian());
            float y = (float) ((upper ? Math.sin(angle) : .5 - Math.sin(angle)) - .25 + .1 * random.nextGaussian());
            examples.add(new DataSet(Nd4j.createFromArray(new float[][] {{x, y}}), Nd4j.createFromArray(new float[][] {
                {upper ? 1 : 0, upper ? 0 : 1}
            })));
        }
        return new ListDataSetIterator<>(examples, BATCH);
    }

    static Diagnosis trained(MultiLayerNetwork network, int epochs) {
        GradientHealthListener health =
                GradientHealthListener.builder().quiet().fullReadingEvery(5).build();
        network.setListeners(health);
        network.fit(moons(400, 1), epochs);
        return health.diagnosis();
    }

    /** The class is the sign of the first step: what the last one says of it has faded. */
    static Diagnosis recurrent() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(.05))
                .weightInit(WeightInit.XAVIER)
                .list(
                        new SimpleRnn.Builder()
                                .nIn(2)
                                .nOut(12)
                                .activation(Activation.TANH)
                                .build(),
                        new SimpleRnn.Builder()
                                .nIn(12)
                                .nOut(12)
                                .activation(Activation.TANH)
                                .build(),
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(12)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build());
        network.init();
        GradientHealthListener health = GradientHealthListener.builder()
                .quiet()
                .fullReadingEvery(5)
                .probeEvery(20, sequences(9))
                .build();
        network.setListeners(health);
        for (int i = 0; i < 120; i++) {
            network.fit(sequences(i));
        }
        return health.diagnosis();
    }

    private static DataSet sequences(long seed) {
        Random random = new Random(seed);
        float[][][] features = new float[BATCH][2][STEPS];
        float[][][] labels = new float[BATCH][2][STEPS];
        float[][] mask = new float[BATCH][STEPS];
        for (int row = 0; row < BATCH; row++) {
            for (int step = 0; step < STEPS; step++) {
                features[row][0][step] = (float) random.nextGaussian();
                features[row][1][step] = (float) random.nextGaussian();
            }
            mask[row][STEPS - 1] = 1;
            labels[row][features[row][0][0] > 0 ? 1 : 0][STEPS - 1] = 1;
        }
        return new DataSet(
                Nd4j.createFromArray(features), Nd4j.createFromArray(labels), null, Nd4j.createFromArray(mask));
    }
}
