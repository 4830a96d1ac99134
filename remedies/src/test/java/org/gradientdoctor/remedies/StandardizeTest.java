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
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class StandardizeTest {

    private static MultiLayerNetwork network(IUpdater updater, boolean regression) {
        ListBuilder builder = Networks.start(updater)
                .dataType(DataType.DOUBLE)
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nOut(12).biasInit(.1).build())
                .layer(new DenseLayer.Builder().nOut(12).build());
        builder.layer(
                regression
                        ? new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build()
                        : Networks.softmax(3).build());
        return Networks.stack(builder.setInputType(InputType.feedForward(4)));
    }

    /** Inputs around 127 with deviations about 20, 40, 60 and 80; the class is told by which of three sums is largest. */
    private static DataSet raw() {
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(9);
        INDArray z = Nd4j.randn(0, 1, new long[] {90, 4}, random).castTo(DataType.DOUBLE);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 90, 3);
        for (int i = 0; i < 90; i++) {
            double a = z.getDouble(i, 0);
            double b = z.getDouble(i, 1);
            labels.putScalar(i, a > .4 ? 0 : b > 0 ? 1 : 2, 1);
        }
        INDArray x = z.mulRowVector(Nd4j.createFromArray(20., 40., 60., 80.)).add(127);
        return new DataSet(x, labels);
    }

    private static MultiLayerNetwork apply(Remedy remedy, MultiLayerNetwork network) {
        return (MultiLayerNetwork) new Recommendation(List.of(remedy), "test").applyTo(network);
    }

    private static Columns columns(INDArray mean, INDArray deviation) {
        return new Columns(State.values(mean), State.values(deviation));
    }

    @Test
    void onRawDataTheNetworkAnswersAsItDidBehindTheNormalizer() {
        DataSet raw = raw();
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(raw);
        MultiLayerNetwork network = network(new Sgd(.1), false);
        // The same draw without folding, which then reads normalized data.
        MultiLayerNetwork drawn =
                apply(new ReinitializeWeights(Map.of("layer0", Initialization.configured()), 7), network);
        MultiLayerNetwork treated = apply(
                new StandardizeInputs(
                        "layer0", columns(normalizer.getMean(), normalizer.getStd()), LayerRate.of(.01), 7),
                network);
        INDArray answers = treated.output(raw.getFeatures());
        DataSet normalized = raw.copy();
        normalizer.transform(normalized);
        assertThat(answers.sub(drawn.output(normalized.getFeatures()))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
        assertThat(treated.getParam("1_W")).isEqualTo(network.getParam("1_W"));
    }

    @Test
    void aRecurrentLayerTakesItInAsWell() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new LSTM.Builder().nOut(5).activation(Activation.TANH).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(2)));
        INDArray standardized = Nd4j.randn(DataType.DOUBLE, 3, 2, 6);
        INDArray raw = standardized.dup();
        raw.tensorAlongDimension(0, 0, 2).muli(10).addi(5);
        raw.tensorAlongDimension(1, 0, 2).muli(.1).subi(3);
        MultiLayerNetwork drawn =
                apply(new ReinitializeWeights(Map.of("layer0", Initialization.configured()), 7), network);
        MultiLayerNetwork treated = apply(
                new StandardizeInputs("layer0", new Columns(List.of(5., -3.), List.of(10., .1)), LayerRate.of(.01), 7),
                network);
        assertThat(treated.output(raw)
                        .sub(drawn.output(standardized))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
    }

    @Test
    void ratesOfWeightsAndBiasesAreSetApart() {
        MultiLayerNetwork treated = apply(
                new StandardizeInputs(
                        "layer0",
                        new Columns(List.of(0., 0., 0., 0.), List.of(1., 1., 1., 1.)),
                        new LayerRate(1e-5, .1),
                        7),
                network(new Sgd(.1), false));
        var layer = treated.getLayer(0).conf().getLayer();
        assertThat(layer.getUpdaterByParam("W").getLearningRate(0, 0)).isEqualTo(1e-5);
        assertThat(layer.getUpdaterByParam("b").getLearningRate(0, 0)).isEqualTo(.1);
        assertThat(treated.getLayer(1).conf().getLayer().getUpdaterByParam("W").getLearningRate(0, 0))
                .isEqualTo(.1);
    }

    private static Recommendation advised(
            MultiLayerNetwork network, DataSet batch, Cause cause, Class<? extends Remedy> remedy) {
        Diagnosis before = Preflight.examine(network, batch);
        return RemedyAdvisor.standard()
                .advise(
                        network,
                        Diagnoses.of(
                                network, before.trace(), List.of(Diagnoses.cause(cause, 1)), Symptom.UNSCALED_INPUT))
                .stream()
                .filter(recommendation ->
                        remedy.isInstance(recommendation.steps().get(0)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNetworkThatLearnsNothingFromRawInputsLearnsWhenTreated() {
        for (IUpdater updater : List.of(new Sgd(.3), new Adam(.02))) {
            DataSet raw = raw();
            MultiLayerNetwork network = network(updater, false);
            Recommendation first = advised(network, raw, Cause.INPUT_SCALE, StandardizeInputs.class);
            assertThat(first.needsData()).isFalse();
            MultiLayerNetwork treated = (MultiLayerNetwork) first.applyTo(network);
            for (int i = 0; i < 250; i++) {
                network.fit(raw);
                treated.fit(raw);
            }
            double entropy = 0;
            for (double share : State.values(raw.getLabels().mean(0))) {
                entropy -= share * Math.log(share);
            }
            assertThat(treated.score(raw)).as(updater.toString()).isLessThan(.5 * entropy);
            assertThat(treated.score(raw)).isLessThan(.8 * network.score(raw));
        }
    }

    @Test
    void whatCannotTakeItInIsRefusedWithTheWayOut() {
        Columns one = new Columns(List.of(0.), List.of(1.));
        var convolutional = Surgery.examine(Networks.convolutional().model());
        assertThat(new StandardizeInputs("conv", one, LayerRate.of(.1), 1).refusal(convolutional))
                .hasValueSatisfying(reason -> assertThat(reason).contains("conv", "NormalizerStandardize"));
        var dense = Surgery.examine(network(new Sgd(.1), false));
        assertThat(new StandardizeInputs("layer1", one, LayerRate.of(.1), 1).refusal(dense))
                .hasValueSatisfying(reason -> assertThat(reason).contains("does not read the network's input"));
        assertThat(new StandardizeInputs("layer0", one, LayerRate.of(.1), 1).refusal(dense))
                .hasValueSatisfying(reason -> assertThat(reason).contains("reads 4 columns and 1"));
        var dropping = Surgery.examine(Networks.dropout().model());
        assertThat(new StandardizeInputs("layer0", one, LayerRate.of(.1), 1).refusal(dropping))
                .hasValueSatisfying(reason -> assertThat(reason).contains("drops"));
        assertThat(new StandardizeLabels("layer2", one, Map.of(), 1).refusal(dense))
                .hasValueSatisfying(reason -> assertThat(reason).contains("identity", "fitLabel(true)"));
    }

    @Test
    void columnsThatAreNotFiniteOrDoNotMatchAreRefused() {
        assertThatThrownBy(() -> new Columns(List.of(1.), List.of(0.)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 0");
        assertThatThrownBy(() -> new Columns(List.of(1., 2.), List.of(1.)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Columns(List.of(Double.NaN), List.of(1.)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Two quantities in hundreds and thousands, told by the inputs. */
    private static DataSet quantities() {
        INDArray x = Nd4j.randn(
                        0, 1, new long[] {60, 4}, Nd4j.getRandomFactory().getNewRandomInstance(9))
                .castTo(DataType.DOUBLE);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, 60, 2);
        y.putColumn(0, x.getColumn(0).mul(200).add(1000));
        y.putColumn(1, x.getColumn(1).sub(x.getColumn(2)).mul(300).sub(500));
        return new DataSet(x, y);
    }

    @Test
    void inRawUnitsTheNetworkAnswersWhatItAnsweredStandardized() {
        MultiLayerNetwork network = network(new Sgd(.1), true);
        Columns columns = new Columns(List.of(1000., -500.), List.of(200., 400.));
        MultiLayerNetwork drawn =
                apply(new ReinitializeWeights(Map.of("layer2", Initialization.configured()), 7), network);
        MultiLayerNetwork treated = apply(new StandardizeLabels("layer2", columns, Map.of(), 7), network);
        INDArray x = quantities().getFeatures();
        INDArray expected = drawn.output(x)
                .mulRowVector(Nd4j.createFromArray(200., 400.))
                .addRowVector(Nd4j.createFromArray(1000., -500.));
        assertThat(treated.output(x).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-6 * 1000);
    }

    @Test
    void aNetworkThatBreaksOnRawLabelsLearnsWhenTreated() {
        for (IUpdater updater : List.of(new Sgd(.1), new Adam(.02))) {
            DataSet batch = quantities();
            MultiLayerNetwork network = network(updater, true);
            Recommendation first = advised(network, batch, Cause.LABEL_SCALE, StandardizeLabels.class);
            assertThat(first.steps().get(0)).isInstanceOf(StandardizeLabels.class);
            MultiLayerNetwork treated = (MultiLayerNetwork) first.applyTo(network);
            List<Double> scores = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                network.fit(batch);
                treated.fit(batch);
                scores.add(treated.score());
            }
            // Variances of 200² and of 2 · 300², the mean of both, as a constant answer has them.
            double constant = (200 * 200 + 2 * 300 * 300) / 2.;
            assertThat(scores.get(0)).isCloseTo(constant, within(constant));
            assertThat(treated.score(batch)).as(updater.toString()).isLessThan(.2 * constant);
            assertThat(network.score(batch)).isNotCloseTo(treated.score(batch), within(.1 * constant));
        }
    }

    /** Folded, a loss in units of 1/100 has gradients of a ten-thousandth: plain descent needs rates as much higher. */
    @Test
    void ratesForSmallLabelsGoUpAsFarAsPenaltiesBear() {
        DataSet batch = quantities();
        batch.setLabels(batch.getLabels()
                .sub(batch.getLabels().mean(0).reshape(1, 2).broadcast(60, 2))
                .div(30000));
        double deviation = batch.getLabels().std(0).maxNumber().doubleValue();
        MultiLayerNetwork network = network(new Sgd(.1), true);
        StandardizeLabels labels =
                (StandardizeLabels) advised(network, batch, Cause.LABEL_SCALE, StandardizeLabels.class)
                        .steps()
                        .get(0);
        double factor = 1 / (deviation * deviation);
        assertThat(labels.rates()).containsOnlyKeys("layer0", "layer1");
        assertThat(labels.rates().getOrDefault("layer0", LayerRate.of(0)).weights())
                .isBetween(.1 * factor / 2.5, .1 * factor * 1.01);
        MultiLayerNetwork penalized = (MultiLayerNetwork) new Recommendation(
                        List.of(RegularizeWeights.by(Map.of("layer0", WeightPenalty.ofL2(.1)))), "test")
                .applyTo(network);
        StandardizeLabels borne =
                (StandardizeLabels) advised(penalized, batch, Cause.LABEL_SCALE, StandardizeLabels.class)
                        .steps()
                        .get(0);
        assertThat(borne.rates().getOrDefault("layer0", LayerRate.of(0)).weights())
                .isLessThanOrEqualTo(1);
        MultiLayerNetwork treated = apply(labels, network);
        for (int i = 0; i < 250; i++) {
            network.fit(batch);
            treated.fit(batch);
        }
        assertThat(treated.score(batch)).isLessThan(.2 * network.score(batch));
    }

    @Test
    void rawInputsAndRawLabelsAreStandardizedTogether() {
        for (IUpdater updater : List.of(new Sgd(.1), new Adam(.02))) {
            DataSet batch = quantities();
            batch.setFeatures(batch.getFeatures().mul(1000));
            MultiLayerNetwork network = network(updater, true);
            Diagnosis before = Preflight.examine(network, batch);
            Recommendation both = RemedyAdvisor.standard()
                    .advise(
                            network,
                            Diagnoses.of(
                                    network,
                                    before.trace(),
                                    List.of(
                                            Diagnoses.cause(Cause.INPUT_SCALE, .5),
                                            Diagnoses.cause(Cause.LABEL_SCALE, .5)),
                                    Symptom.UNSCALED_INPUT))
                    .get(1);
            assertThat(both.steps().stream().map(Remedy::name))
                    .containsExactly("standardize-labels", "normalize-inputs");
            MultiLayerNetwork treated = (MultiLayerNetwork) both.applyTo(network);
            for (int i = 0; i < 250; i++) {
                treated.fit(batch);
            }
            double constant = (200 * 200 + 2 * 300 * 300) / 2.;
            assertThat(treated.score(batch)).as(updater.toString()).isLessThan(.5 * constant);
        }
    }
}
