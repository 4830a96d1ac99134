package org.gradientdoctor.listeners.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

class LabelCaptureTest {

    private static ConstantAnswer constantAnswer(float... classes) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder(new LossSparseMCXENT())
                        .nIn(2)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        IOutputLayer output = (IOutputLayer) Objects.requireNonNull(network.getOutputLayer());
        output.setLabels(Nd4j.createFromArray(classes).reshape(-1, 1));
        LabelCapture labels = new LabelCapture(output);
        labels.add(true);
        return labels.constantAnswer();
    }

    @Test
    void indicesOfClassesAreCounted() {
        ConstantAnswer answer = constantAnswer(0, 1, 2, 0, 1, 2);
        assertThat(answer.isKnown()).isTrue();
        assertThat(answer.loss()).isCloseTo(Math.log(3), within(1e-9));
    }

    /** As a class of its own, or as the first one, it would make a known answer of labels that have none. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -1, 3, .5f})
    void whatIsNoClassLeavesTheConstantAnswerUnknown(float label) {
        assertThat(constantAnswer(0, 1, 2, 0, 1, label).isKnown()).isFalse();
    }
}
