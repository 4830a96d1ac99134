package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class InsertBatchNormalizationTest {

    private static InsertBatchNormalization of(Position position, Start start, String... layers) {
        return new InsertBatchNormalization(List.of(layers), position, start);
    }

    private static Recommendation advice(Remedy remedy) {
        return new Recommendation(List.of(remedy), "test");
    }

    @Test
    void statisticsAreThoseOfTheBatchUnitByUnit() {
        Networks.Case network = Networks.dense(new Adam(.01), DataType.DOUBLE);
        MultiLayerNetwork stack = (MultiLayerNetwork) network.model();
        MultiLayerNetwork treated =
                (MultiLayerNetwork) advice(of(Position.BEFORE_ACTIVATION, Start.FROM_DATA, "layer0"))
                        .applyTo(stack, network.batch());
        INDArray x = network.batch().getFeatures();
        INDArray weights = stack.getParam("0_W");
        for (int unit = 0; unit < 8; unit++) {
            double[] sums = new double[12];
            double mean = 0;
            for (int i = 0; i < 12; i++) {
                sums[i] = stack.getParam("0_b").getDouble(unit);
                for (int k = 0; k < 4; k++) {
                    sums[i] += x.getDouble(i, k) * weights.getDouble(k, unit);
                }
                mean += sums[i] / 12;
            }
            double variance = 0;
            for (double sum : sums) {
                variance += (sum - mean) * (sum - mean) / 12;
            }
            assertThat(treated.getParam("1_mean").getDouble(unit)).isCloseTo(mean, within(1e-9));
            assertThat(treated.getParam("1_beta").getDouble(unit)).isCloseTo(mean, within(1e-9));
            assertThat(treated.getParam("1_log10stdev").getDouble(unit))
                    .isCloseTo(Math.log10(Math.sqrt(variance)), within(1e-9));
            assertThat(treated.getParam("1_gamma").getDouble(unit)).isCloseTo(Math.sqrt(variance + 1e-5), within(1e-9));
        }
    }

    /** What a channel of the layer gives over all examples and places, by loops. */
    @Test
    void statisticsOfMapsAreByChannelWhereverItIs() {
        for (Networks.Case network : List.of(Networks.convolutional(), ConvolutionalNetworks.channelsLast())) {
            MultiLayerNetwork stack = (MultiLayerNetwork) network.model();
            boolean last = network.batch().getFeatures().size(3) == 2;
            INDArray given =
                    stack.feedForwardToLayer(0, network.batch().getFeatures()).get(1);
            MultiLayerNetwork treated =
                    (MultiLayerNetwork) advice(of(Position.AFTER_ACTIVATION, Start.FROM_DATA, "conv"))
                            .applyTo(stack, network.batch());
            long height = given.size(last ? 1 : 2);
            for (int c = 0; c < 4; c++) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < 8; i++) {
                    for (int y = 0; y < height; y++) {
                        for (int z = 0; z < height; z++) {
                            double value = last ? given.getDouble(i, y, z, c) : given.getDouble(i, c, y, z);
                            sum += value;
                            squares += value * value;
                        }
                    }
                }
                double n = 8.0 * height * height;
                double variance = squares / n - sum / n * sum / n;
                assertThat(treated.getParam("1_mean").getDouble(c)).isCloseTo(sum / n, within(1e-5));
                assertThat(treated.getParam("1_gamma").getDouble(c))
                        .isCloseTo(Math.sqrt(variance + 1e-5), within(1e-4));
            }
        }
    }

    @Test
    void theStandardStartIsScaleOneAndShiftZero() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        Model treated =
                advice(of(Position.BEFORE_ACTIVATION, Start.STANDARD, "layer1")).applyTo(network.model());
        assertThat(treated.getParam("2_gamma").toDoubleVector()).hasSize(8).containsOnly(1);
        assertThat(treated.getParam("2_beta").toDoubleVector()).containsOnly(0);
        assertThat(treated.getParam("2_mean").toDoubleVector()).containsOnly(0);
    }

    @Test
    void whatIsNormalizedIsNotNormalizedTwiceAlsoInFrontOfAnActivationLayer() {
        Networks.Case network = Networks.batchNormalized();
        Model treated = advice(of(Position.BEFORE_ACTIVATION, Start.STANDARD, "linear", "dense"))
                .applyTo(network.model());
        assertThat(Surgery.examine(treated).layers())
                .extracting(LayerDraft::name)
                .containsExactly("linear", "norm", "tanh", "dense", "dense-norm", "dense-activation", "out");
        // Behind the activation of a layer that is normalized before it, there would be a second one.
        Model both = advice(of(Position.AFTER_ACTIVATION, Start.STANDARD, "linear", "dense"))
                .applyTo(treated);
        assertThat(State.json(both)).isEqualTo(State.json(treated));
    }

    @Test
    void aBatchBelowEightExamplesIsRefusedByBothStarts() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        DataSet seven = new DataSet(
                network.batch().getFeatures().getRows(0, 1, 2, 3, 4, 5, 6),
                network.batch().getLabels().getRows(0, 1, 2, 3, 4, 5, 6));
        DataSet eight = new DataSet(
                network.batch().getFeatures().getRows(0, 1, 2, 3, 4, 5, 6, 7),
                network.batch().getLabels().getRows(0, 1, 2, 3, 4, 5, 6, 7));
        for (Start start : Start.values()) {
            InsertBatchNormalization remedy = of(Position.BEFORE_ACTIVATION, start, "layer0");
            assertThat(remedy.refusal(Surgery.examine(network.model()), Batch.of(seven)))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("7 examples", "at least 8", "layer normalization"));
            assertThat(remedy.refusal(Surgery.examine(network.model()), Batch.of(eight)))
                    .isEmpty();
        }
        assertThatThrownBy(() -> advice(of(Position.BEFORE_ACTIVATION, Start.FROM_DATA, "layer0"))
                        .applyTo(network.model()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a batch");
    }

    @Test
    void whereItHasNoPlaceItIsRefusedWithTheWayOut() {
        Model volume = ConvolutionalNetworks.threeDimensional(Convolution3D.DataFormat.NCDHW)
                .model();
        refused(volume, Position.BEFORE_ACTIVATION, "layer0", "three-dimensional", "swap its activation");
        Model dense = Networks.dense(new Sgd(.1)).model();
        refused(dense, Position.BEFORE_ACTIVATION, "layer3", "is an output", "hidden layers");
        refused(RecurrentNetworks.lstm().model(), Position.BEFORE_ACTIVATION, "lstm", "recurrent", "behind");
        refused(RecurrentNetworks.wrapped().model(), Position.AFTER_ACTIVATION, "layer0", "wrapped", "name layers");
        refused(Networks.frozen().model(), Position.BEFORE_ACTIVATION, "ice", "frozen", "unfreeze");
        Model selu = advice(SwapActivation.keepingWeights(List.of("layer0"), Activation.SELU))
                .applyTo(dense);
        refused(selu, Position.BEFORE_ACTIVATION, "layer0", "SELU", "choose one");
    }

    private static void refused(Model model, Position position, String layer, String... words) {
        assertThat(of(position, Start.STANDARD, layer).refusal(Surgery.examine(model)))
                .hasValueSatisfying(reason -> assertThat(reason).contains(words).contains(layer));
    }

    /**
     * In half precision the backward pass of Deeplearning4j's batch normalization has (variance + ε)^-1.5, which with the
     * usual ε of 1e-5 is 3.2e7 for units that hardly change, more than the largest HALF.
     */
    @Test
    void inHalfUnitsThatHardlyChangeStayFinite() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.05), DataType.FLOAT16, 3, 8);
        network.getParam("1_W").muli(1e-3);
        DataSet batch = Networks.classes(DataType.FLOAT16, 4);
        MultiLayerNetwork treated =
                (MultiLayerNetwork) advice(of(Position.BEFORE_ACTIVATION, Start.STANDARD, "layer0", "layer1", "layer2"))
                        .applyTo(network);
        assertThat(isFiniteAfterTraining(treated, 1e-3, batch)).isTrue();
        assertThat(isFiniteAfterTraining(treated, 1e-5, batch))
                .as("the usual ε")
                .isFalse();
        assertThat(((BatchNormalization) treated.getLayer(1).conf().getLayer()).getEps())
                .isEqualTo(1e-3);
        assertThat(of(Position.BEFORE_ACTIVATION, Start.FROM_DATA, "layer0").refusal(Surgery.examine(network)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("HALF", "layer0", "standard values"));
    }

    private static boolean isFiniteAfterTraining(MultiLayerNetwork treated, double eps, DataSet batch) {
        MultiLayerNetwork tried = treated.clone();
        for (var layer : tried.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization norm) {
                norm.setEps(eps);
            }
        }
        tried.fit(batch);
        tried.fit(batch);
        return State.parameters(tried).values().stream().flatMap(List::stream).allMatch(Double::isFinite);
    }
}
