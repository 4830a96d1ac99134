package org.gradientdoctor.samples.faq;

import java.util.Arrays;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.samples.data.Moons;
import org.gradientdoctor.samples.data.UciData;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Tiny networks that have what the questions ask about. */
enum Provoked {
    NAN_FROM_THE_START("score is NaN from iteration 0", "GH003") {
        @Override
        Diagnosis diagnosis() {
            DataSet batch = moons();
            batch.getFeatures().putScalar(3, 0, Double.NaN);
            return Preflight.examine(network(1, Activation.TANH, new Sgd(.1), 2, 2), batch);
        }
    },
    NAN_AFTER_A_WHILE("starts OK, then NaN", "GH003", "GH006", "GH009") {
        @Override
        Diagnosis diagnosis() {
            return trained(regression(LossFunction.MSE, new Sgd(3), 2, 2), moons(), 40);
        }
    },
    ONE_OUTPUT("same output for every input", "GH016", "GH001", "GH010") {
        @Override
        Diagnosis diagnosis() {
            return trained(network(10, Activation.SIGMOID, new Sgd(.1), 2, 2), moons(), 40);
        }
    },
    ONE_CLASS("only predicts one class", "GH010") {
        @Override
        Diagnosis diagnosis() {
            return trained(network(10, Activation.SIGMOID, new Sgd(.1), 2, 2), moons(), 40);
        }
    },
    UNSCALED("runs fine in Keras", "GH013") {
        @Override
        Diagnosis diagnosis() {
            return Preflight.examine(network(1, Activation.TANH, new Sgd(.1), 13, 3), UciData.WINE.load());
        }
    },
    NAN_PARAMETERS("accuracy NaN", "GH003") {
        @Override
        Diagnosis diagnosis() {
            MultiLayerNetwork network = network(1, Activation.TANH, new Sgd(.1), 2, 2);
            network.params().putScalar(0, Double.NaN);
            return Preflight.examine(network, moons());
        }
    },
    WITHOUT_ITS_NORMALIZER("after reloading the score jumps", "GH013") {
        @Override
        Diagnosis diagnosis() {
            MultiLayerNetwork network = network(1, Activation.TANH, new Sgd(.1), 13, 3);
            trained(network, wines(), 20);
            return Preflight.examine(network, UciData.WINE.load());
        }
    },
    ACROSS_THE_VALLEY("score fluctuates", "GH008", "GH006") {
        @Override
        Diagnosis diagnosis() {
            // The slope of an absolute error does not fall towards the minimum, so all of it in one batch leaps over
            // it.
            MultiLayerNetwork network = regression(LossFunction.L1, new Sgd(.2), 13, 3);
            GradientHealthListener health = GradientHealthListener.create();
            network.addListeners(health);
            DataSet wines = wines();
            for (int i = 0; i < 150; i++) {
                network.fit(wines);
            }
            return health.diagnosis();
        }
    },
    SHORT_STEPS("what is the update:parameter chart telling me", "GH007") {
        @Override
        Diagnosis diagnosis() {
            return Preflight.examine(network(1, Activation.TANH, new Sgd(1e-6), 2, 2), moons());
        }
    };

    private final String question;
    private final String[] codes;

    Provoked(String question, String... codes) {
        this.question = question;
        this.codes = codes;
    }

    abstract Diagnosis diagnosis();

    String question() {
        return question;
    }

    /** What must be found; the page names these first. */
    String[] codes() {
        return Arrays.copyOf(codes, codes.length);
    }

    private static MultiLayerNetwork network(
            int hidden, Activation activation, IUpdater updater, int inputs, int classes) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater)
                .activation(activation)
                .list();
        for (int layer = 0; layer < hidden; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(layer == 0 ? inputs : 16)
                    .nOut(16)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(hidden == 0 ? inputs : 16)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork regression(LossFunction loss, IUpdater updater, int inputs, int outputs) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater)
                .list()
                .layer(new OutputLayer.Builder(loss)
                        .nIn(inputs)
                        .nOut(outputs)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static Diagnosis trained(MultiLayerNetwork network, DataSet data, int epochs) {
        GradientHealthListener health =
                GradientHealthListener.builder().plannedIterations(epochs * 10L).build();
        network.addListeners(health);
        network.fit(new ListDataSetIterator<>(data.asList(), (data.numExamples() + 9) / 10), epochs);
        return health.diagnosis();
    }

    private static DataSet moons() {
        return Moons.draw(200, .1, 1);
    }

    private static DataSet wines() {
        DataSet wines = UciData.WINE.load();
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(wines);
        normalizer.transform(wines);
        return wines;
    }
}
