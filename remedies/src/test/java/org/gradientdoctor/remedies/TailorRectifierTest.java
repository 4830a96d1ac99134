package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class TailorRectifierTest {
    private static final int WIDTH = 128;

    private static MultiLayerNetwork relu(int layers, int inputs) {
        ListBuilder builder = Networks.start(new Sgd(.1))
                .activation(Activation.RELU)
                .weightInit(WeightInit.RELU)
                .list();
        for (int i = 0; i < layers; i++) {
            builder.layer(new DenseLayer.Builder().nOut(WIDTH).build());
        }
        return Networks.stack(builder.layer(Networks.softmax(3).build()).setInputType(InputType.feedForward(inputs)));
    }

    private static List<String> chain(MultiLayerNetwork network) {
        List<String> names = new ArrayList<>(Networks.names(network));
        names.remove(names.size() - 1);
        return names;
    }

    /** The mean cosine of the angle between what the last hidden layer gives of two of eight orthogonal inputs. */
    private static double cosine(MultiLayerNetwork network) {
        INDArray inputs = Nd4j.eye(8).mul(Math.sqrt(8));
        List<INDArray> given = network.feedForward(inputs);
        INDArray last = given.get(given.size() - 2);
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < i; j++) {
                INDArray a = last.getRow(i);
                INDArray b = last.getRow(j);
                double lengths = a.norm2Number().doubleValue() * b.norm2Number().doubleValue();
                sum += a.mul(b).sumNumber().doubleValue() / lengths;
                pairs++;
            }
        }
        return sum / pairs;
    }

    /**
     * What the theory of wide layers says of ReLU after 40: with u = 1 − c, u falls by 2√2/(3π)·u^1.5 per layer, so that c
     * is .98. The tailored slope is made for .9. Networks of width 128 stray from that, the
     * more the deeper: this one by .12.
     */
    @Test
    void fortyPlainLayersKeepExamplesApartAndReluDoesNot() {
        MultiLayerNetwork network = relu(40, 8);
        double relu = cosine(network);
        MultiLayerNetwork treated = (MultiLayerNetwork)
                new Recommendation(List.of(TailorRectifier.forChain(chain(network), 5)), "test").applyTo(network);
        double tailored = cosine(treated);
        assertThat(relu).isGreaterThan(.965);
        assertThat(tailored).isBetween(.65, .95);
        // The size of the signal is kept but for chance: inputs have a mean square of 1, and forty random factors near
        // 1
        // make e^±1 or so; drawn for a slope of 0 it would be (1 + .38²)^40, 200 times that.
        List<INDArray> given = treated.feedForward(Nd4j.eye(8).mul(Math.sqrt(8)));
        double square = given.get(40).mul(given.get(40)).meanNumber().doubleValue();
        assertThat(square).isBetween(.05, 20.);
    }

    /** The slope solves the theory's recursion: followed here step by step from c = 0. */
    @Test
    void theSlopeBringsUnlikeExamplesToNineTenths() {
        for (int depth : new int[] {20, 40, 100}) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                names.add("l" + i);
            }
            double a = TailorRectifier.forChain(names, 1).slope();
            double c = 0;
            for (int i = 0; i < depth; i++) {
                c += (1 - a) * (1 - a) / (Math.PI * (1 + a * a)) * (Math.sqrt(1 - c * c) - c * Math.acos(c));
            }
            assertThat(c).isCloseTo(.9, within(1e-6));
        }
    }

    @Test
    void whatIsNoStepOfAChainIsRefused() {
        assertThat(TailorRectifier.forChain(List.of("lstm"), 1)
                        .refusal(Surgery.examine(RecurrentNetworks.lstm().model())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("lstm", "plain chain"));
        assertThat(TailorRectifier.forChain(List.of("out"), 1)
                        .refusal(Surgery.examine(Networks.graph().model())))
                .isPresent();
        assertThatThrownBy(() -> new TailorRectifier(List.of("a"), 1, Map.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("less than 1");
        assertThatThrownBy(() -> new TailorRectifier(List.of(), .1, Map.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itIsAnAlternativeForDepthInPlainChainsOnly() {
        MultiLayerNetwork deep = relu(30, 4);
        List<Recommendation> advice = RemedyAdvisor.standard()
                .advise(
                        deep,
                        Diagnoses.of(
                                deep, List.of(Diagnoses.cause(Cause.EXCESSIVE_DEPTH, 1)), Symptom.COLLAPSED_SIGNAL));
        assertThat(advice.stream().map(other -> other.steps().get(0)))
                .anySatisfy(step -> assertThat(step)
                        .isInstanceOfSatisfying(
                                TailorRectifier.class,
                                tailor -> assertThat(tailor.swapped()).hasSize(30)));
        MultiLayerNetwork normalized =
                (MultiLayerNetwork) Networks.batchNormalized().model();
        assertThat(RemedyAdvisor.standard()
                        .advise(
                                normalized,
                                Diagnoses.of(
                                        normalized,
                                        List.of(Diagnoses.cause(Cause.EXCESSIVE_DEPTH, 1)),
                                        Symptom.COLLAPSED_SIGNAL)))
                .noneMatch(other -> other.steps().get(0) instanceof TailorRectifier);
        assertThat(deep.getLayerWiseConfigurations().getDataType()).isEqualTo(DataType.FLOAT);
    }
}
