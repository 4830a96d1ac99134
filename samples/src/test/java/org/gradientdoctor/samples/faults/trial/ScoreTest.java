package org.gradientdoctor.samples.faults.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.Metric;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Metrics counted by hand, of a network that answers its input. */
class ScoreTest {

    private static Score score(Metric metric, double[][] answers, double[][] labels, double[][] training) {
        MultiLayerNetwork identity = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(answers[0].length)
                        .nOut(answers[0].length)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        identity.init();
        identity.getLayer(0).getParam("W").assign(Nd4j.eye(answers[0].length));
        INDArray given = Nd4j.create(training);
        return Score.of(
                metric,
                identity,
                new Split(new DataSet(given, given), new DataSet(Nd4j.create(answers), Nd4j.create(labels))));
    }

    @Test
    void accuracyAgainstTheMostFrequentClass() {
        double[][] labels = {{1, 0}, {0, 1}, {0, 1}, {0, 1}};
        double[][] answers = {{.9, .1}, {.8, .2}, {.3, .7}, {.4, .6}};

        Score score = score(Metric.ACCURACY, answers, labels, new double[][] {{1, 0}, {0, 1}, {0, 1}});

        // Three of four are right; who always says the second class, has three of four, too.
        assertThat(score.value()).isEqualTo(.75);
        assertThat(score.constant()).isEqualTo(.75);
    }

    @Test
    void fitIsTheExplainedShareOfTheVariance() {
        double[][] labels = {{0}, {2}, {4}};

        Score score = score(Metric.FIT, new double[][] {{1}, {2}, {3}}, labels, new double[][] {{2}, {2}});

        // Squared errors 1 + 0 + 1 of 4 + 0 + 4.
        assertThat(score.value()).isCloseTo(.75, within(1e-9));
        assertThat(score.constant()).isCloseTo(0, within(1e-9));
    }

    @Test
    void labelsAreToldEachOnItsOwn() {
        double[][] labels = {{1, 0, 1}, {0, 0, 1}};
        double[][] answers = {{.9, .8, .7}, {.1, .2, .3}};

        Score score = score(Metric.LABEL_ACCURACY, answers, labels, new double[][] {{1, 0, 1}, {0, 0, 1}, {0, 0, 1}});

        // Wrong are the second of the first and the third of the second. Constant: no, no, yes.
        assertThat(score.value()).isCloseTo(4 / 6.0, within(1e-9));
        assertThat(score.constant()).isCloseTo(5 / 6.0, within(1e-9));
    }

    @Test
    void answersThatAreNotFiniteAreWorthNothing() {
        Score score = score(
                Metric.ACCURACY, new double[][] {{Double.NaN, 0}}, new double[][] {{1, 0}}, new double[][] {{1, 0}});

        assertThat(score.isFinite()).isFalse();
    }
}
