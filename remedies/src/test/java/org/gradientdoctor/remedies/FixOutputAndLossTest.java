package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.OutputPair;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

class FixOutputAndLossTest {

    private static MultiLayerNetwork network(int units, Activation activation, LossFunction loss) {
        return Networks.stack(Networks.start(new Adam(.02))
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new OutputLayer.Builder(loss)
                        .nOut(units)
                        .activation(activation)
                        .build())
                .validateOutputLayerConfig(false)
                .setInputType(InputType.feedForward(4)));
    }

    private static List<Recommendation> advise(MultiLayerNetwork network, DataSet batch) {
        return RemedyAdvisor.standard()
                .advise(
                        network,
                        Diagnoses.of(
                                network,
                                Preflight.examine(network, batch).trace(),
                                List.of(Diagnoses.cause(Cause.OUTPUT_LOSS_MISMATCH, 1)),
                                Symptom.OUTPUT_LOSS_MISMATCH));
    }

    private static DataSet labeled(double[][] labels) {
        INDArray x = Nd4j.randn(
                0, 1, new long[] {labels.length, 4}, Nd4j.getRandomFactory().getNewRandomInstance(2));
        return new DataSet(x, Nd4j.create(labels).castTo(DataType.FLOAT));
    }

    private static void assertPair(MultiLayerNetwork treated, Class<?> activation, Class<?> loss) {
        OutputLayer output = (OutputLayer) treated.getLayer(1).conf().getLayer();
        assertThat(output.getActivationFn()).isInstanceOf(activation);
        assertThat(output.getLossFn()).isInstanceOf(loss);
    }

    @Test
    void classesGetSoftmaxAndCrossEntropy() {
        DataSet classes = labeled(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
        MultiLayerNetwork network = network(3, Activation.SIGMOID, LossFunction.MSE);
        Recommendation first = advise(network, classes).get(0);
        assertThat(first.safety()).isEqualTo(SafetyClass.KEEPS_PARAMETERS);
        assertThat(first.explanation()).contains("0 to 1", "softmax and multi-class cross-entropy");
        assertPair((MultiLayerNetwork) first.applyTo(network), ActivationSoftmax.class, LossMCXENT.class);
    }

    @Test
    void bitsGetSigmoidAndBinaryCrossEntropy() {
        DataSet bits = labeled(new double[][] {{1, 1, 0}, {0, 0, 0}, {0, 1, 1}, {1, 0, 0}});
        MultiLayerNetwork network = network(3, Activation.SOFTMAX, LossFunction.MCXENT);
        assertPair(
                (MultiLayerNetwork) advise(network, bits).get(0).applyTo(network),
                ActivationSigmoid.class,
                LossBinaryXENT.class);
    }

    @Test
    void aSingleUnitForTwoClassesGetsSigmoid() {
        DataSet bits = labeled(new double[][] {{1}, {0}, {1}, {1}});
        MultiLayerNetwork network = network(1, Activation.SOFTMAX, LossFunction.MCXENT);
        assertPair(
                (MultiLayerNetwork) advise(network, bits).get(0).applyTo(network),
                ActivationSigmoid.class,
                LossBinaryXENT.class);
    }

    /** Quantities up to 9 cannot be reached by a sigmoid, whose best is 1; with the identity they are learned. */
    @Test
    void quantitiesGetIdentityAndSquaredErrorAndAreLearned() {
        double[][] labels = new double[12][1];
        for (int i = 0; i < 12; i++) {
            labels[i][0] = i % 4 * 3;
        }
        DataSet batch = labeled(labels);
        MultiLayerNetwork network = network(1, Activation.SIGMOID, LossFunction.XENT);
        MultiLayerNetwork treated =
                (MultiLayerNetwork) advise(network, batch).get(0).applyTo(network);
        assertPair(treated, ActivationIdentity.class, LossMSE.class);
        assertThat(State.parameters(treated)).isEqualTo(State.parameters(network));
        for (int i = 0; i < 600; i++) {
            treated.fit(batch);
        }
        // 0, 3, 6 and 9 have a variance of 11.25.
        assertThat(treated.score(batch)).isLessThan(.2 * 11.25);
    }

    @Test
    void aPairThatFitsIsLeftAlone() {
        DataSet classes = labeled(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
        assertThat(advise(network(3, Activation.SOFTMAX, LossFunction.MCXENT), classes))
                .noneMatch(other -> other.steps().stream().anyMatch(FixOutputAndLoss.class::isInstance));
    }

    @Test
    void hiddenLayersAndASoftmaxOfOneUnitAreRefused() {
        var draft = Surgery.examine(network(1, Activation.SIGMOID, LossFunction.XENT));
        assertThat(new FixOutputAndLoss("layer0", OutputPair.BITS).refusal(draft))
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer0", "name an output"));
        assertThat(new FixOutputAndLoss("layer1", OutputPair.CLASSES).refusal(draft))
                .hasValueSatisfying(reason -> assertThat(reason).contains("single unit", "sigmoid"));
        assertThat(new FixOutputAndLoss("layer1", OutputPair.BITS).refusal(draft))
                .isEmpty();
    }
}
