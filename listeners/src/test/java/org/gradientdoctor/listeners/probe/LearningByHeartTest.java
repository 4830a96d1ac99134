package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gradientdoctor.listeners.probe.Samples.CLASSES;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.gaussian;
import static org.gradientdoctor.listeners.probe.Samples.labels;
import static org.gradientdoctor.listeners.probe.SmallStacks.output;
import static org.gradientdoctor.listeners.probe.SmallStacks.stack;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.Memorization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What cannot be learned by heart is told from what there is nothing to learn of. */
class LearningByHeartTest {
    private static final int ITERATIONS = 500;
    private static final INDArray FEATURES = gaussian(1, ROWS, 5);

    private static Memorization learn(MultiLayerNetwork network, INDArray labels) {
        ProbeBatch batch = ProbeBatch.of(new DataSet(FEATURES, labels), 0);
        ConstantAnswer constant = BackwardProbe.of(network)
                .read(batch, new PassObserver() {})
                .outputs()
                .get(0)
                .constantAnswer();
        return LearningByHeart.attempt(TrialCopy.withoutRegularization(network), batch, constant, ITERATIONS);
    }

    private static MultiLayerNetwork ending(OutputLayer output) {
        return stack(
                InputType.feedForward(5),
                new DenseLayer.Builder().nOut(20).activation(Activation.TANH).build(),
                output);
    }

    private static OutputLayer comparing(LossFunction loss) {
        return new OutputLayer.Builder(loss)
                .nOut(CLASSES)
                .activation(Activation.IDENTITY)
                .build();
    }

    @Test
    void aSoundNetworkLearnsAFewExamples() {
        Memorization result = learn(ending(output()), labels());

        assertThat(result.succeeded()).isTrue();
        assertThat(result.used()).isBetween(1, ITERATIONS);
    }

    @Test
    void examplesOfOneClassLeaveNothingToLearn() {
        INDArray one = labels().assign(0);
        one.getColumn(0).assign(1);

        Memorization result = learn(ending(output()), one);

        assertThat(result.wasTried()).isFalse();
        assertThat(result.succeeded()).isFalse();
        assertThat(result.hindrance()).contains("same label");
    }

    @Test
    void aLossThatMayFallBelowZeroHasNoMarkToReach() {
        // The cosine proximity is -1 where answers and labels agree, so it can't be asked to fall towards 0.
        MultiLayerNetwork network = ending(comparing(LossFunction.COSINE_PROXIMITY));

        Memorization result = learn(network, network.output(FEATURES).dup());

        assertThat(result.wasTried()).isFalse();
        assertThat(result.hindrance()).contains("losses that end at 0");
    }

    @Test
    void stepsThatLeaveWhatNumbersCanHoldAreTold() {
        MultiLayerNetwork network = ending(comparing(LossFunction.MSE));
        network.setLearningRate(1e6);

        Memorization result = learn(network, labels());

        assertThat(result.succeeded()).isFalse();
        assertThat(result.last()).isNotFinite();
        assertThat(result.used()).isLessThan(ITERATIONS);
    }
}
