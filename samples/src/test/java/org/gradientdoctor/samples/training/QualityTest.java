package org.gradientdoctor.samples.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.input.Examples;
import org.gradientdoctor.samples.input.Task;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class QualityTest {
    private static final Task CLASSES = new Task.Classes(2, false);

    @Test
    void accuracyIsTheShareToldRight() {
        // The identity as weights: the larger feature is the class.
        MultiLayerNetwork network = layer(Activation.SOFTMAX, LossFunction.MCXENT, Nd4j.eye(2));
        Examples examples = examples(new float[][] {{1, 0}, {0, 1}, {3, 2}, {4, 5}}, CLASSES, 0, 1, 0, 0);

        Quality quality = Quality.of(network, examples, CLASSES);

        assertThat(quality.value()).isEqualTo(.75);
        assertThat(quality.number()).isEqualTo("0.75");
    }

    @Test
    void aNetworkWhoseOutputIsNotANumberHasNoAccuracy() {
        MultiLayerNetwork network = layer(Activation.SOFTMAX, LossFunction.MCXENT, Nd4j.eye(2));
        network.params().putScalar(0, Double.NaN);
        Examples examples = examples(new float[][] {{1, 0}, {0, 1}}, CLASSES, 0, 1);

        Quality none = Quality.of(network, examples, CLASSES);

        assertThat(none.number()).isEqualTo("none");
    }

    @Test
    void oneOutputSaysYesFromOneHalfOn() {
        MultiLayerNetwork network = layer(Activation.SIGMOID, LossFunction.XENT, Nd4j.ones(2, 1));
        Task binary = new Task.Binary();
        Examples examples = examples(new float[][] {{1, 1}, {-1, -1}, {2, -1}}, binary, 1, 0, 0);

        assertThat(Quality.of(network, examples, binary).value()).isEqualTo(2 / 3.0);
    }

    @Test
    void regressionIsMeasuredByTheRootMeanSquaredError() {
        MultiLayerNetwork network = layer(Activation.IDENTITY, LossFunction.MSE, Nd4j.ones(2, 1));
        Task regression = new Task.Regression(1);
        // Sums 3 and 7 against labels 3 and 10: errors 0 and 3, so sqrt(9/2).
        Examples examples = examples(new float[][] {{1, 2}, {3, 4}}, regression, 3, 10);

        Quality quality = Quality.of(network, examples, regression);

        assertThat(quality.value()).isCloseTo(Math.sqrt(4.5), Offset.offset(1e-6));
    }

    private static MultiLayerNetwork layer(Activation activation, LossFunction loss, INDArray weights) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder(loss)
                        .nIn(2)
                        .nOut((int) weights.size(1))
                        .activation(activation)
                        .build())
                .build());
        network.init();
        network.setParam("0_W", weights);
        return network;
    }

    private static Examples examples(float[][] features, Task task, int... labels) {
        double[][] rows = new double[labels.length][1];
        for (int row = 0; row < labels.length; row++) {
            rows[row][0] = labels[row];
        }
        return new Examples(
                new DataSet(Nd4j.createFromArray(features), task.encode(rows).castTo(Nd4j.dataType())), labels);
    }
}
