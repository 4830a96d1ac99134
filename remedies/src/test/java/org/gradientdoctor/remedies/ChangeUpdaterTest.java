package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class ChangeUpdaterTest {

    private static Map<String, LayerRate> everywhere(Model model, double weights, double biases) {
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        Surgery.examine(model).layers().forEach(layer -> rates.put(layer.name(), new LayerRate(weights, biases)));
        return rates;
    }

    private static MultiLayerNetwork apply(Remedy remedy, Model model) {
        return (MultiLayerNetwork) new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    @Test
    void everyParameterOfWrappedLayersGetsItAndBiasesTheirOwnRate() {
        Model given = RecurrentNetworks.wrapped().model();
        MultiLayerNetwork treated =
                apply(ChangeUpdater.to(UpdaterKind.RMS_PROP, everywhere(given, .002, .04), DataType.FLOAT), given);
        for (int i = 0; i < treated.getnLayers(); i++) {
            var layer = treated.getLayer(i);
            for (String key : layer.paramTable().keySet()) {
                IUpdater updater = layer.getConfig().getUpdaterByParam(key);
                assertThat(updater).as(i + key).isInstanceOf(RmsProp.class);
                assertThat(updater.getLearningRate(9, 9)).as(i + key).isEqualTo(key.endsWith("b") ? .04 : .002);
            }
        }
    }

    /** The first step of Adam is η·g/(|g| + ε/√(1 − β₂)), where plain descent at rate 1 gives g. */
    @Test
    void theFirstStepOfAdamIsTheRateWhateverTheGradient() {
        Networks.Case network = Networks.dense(new Sgd(1), DataType.DOUBLE);
        MultiLayerNetwork treated = apply(
                ChangeUpdater.to(UpdaterKind.ADAM, everywhere(network.model(), 1e-3, 1e-3), DataType.DOUBLE),
                network.model());
        treated.setIterationCount(0);
        List<Double> before = State.values(treated.params());
        network.fit(treated, 1);
        network.fit(network.model(), 1);
        List<Double> adam = State.values(treated.params());
        List<Double> plain = State.values(network.model().params());
        for (int i = 0; i < before.size(); i++) {
            double g = before.get(i) - plain.get(i);
            double step = 1e-3 * g / (Math.abs(g) + 1e-8 / Math.sqrt(1 - .999));
            assertThat(before.get(i) - adam.get(i)).isCloseTo(step, within(1e-9));
        }
        assertThat(before.get(0) - adam.get(0)).isNotZero();
    }

    @Test
    void stateIsKeptWhereTheKindStaysAndFreshWhereItChanges() {
        Networks.Case network = Networks.dense(new Adam(.01));
        var then = State.updaterByParameter(network.model());
        MultiLayerNetwork slower = apply(
                new ChangeUpdater(UpdaterKind.ADAM, Map.of("layer1", LayerRate.of(.001)), 1e-6, 0), network.model());
        assertThat(State.updaterByParameter(slower)).isEqualTo(then);

        MultiLayerNetwork other = apply(
                new ChangeUpdater(UpdaterKind.AMS_GRAD, Map.of("layer1", LayerRate.of(.001)), 1e-8, 0),
                network.model());
        State.updaterByParameter(other).forEach((key, state) -> {
            if (key.startsWith("layer1_")) {
                // Three moments where Adam has two.
                assertThat(state)
                        .as(key)
                        .hasSize(Objects.requireNonNull(then.get(key)).size() * 3 / 2)
                        .containsOnly(0.);
            } else {
                assertThat(state).as(key).isEqualTo(then.get(key));
            }
        });
    }

    /** In plain descent with decay λ, times the rate η: w − η·g becomes w − η·g − η·λ·w. */
    @Test
    void decayIsTakenFromWeightsPastTheUpdaterAndNotFromBiasesOrScales() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .dataType(DataType.DOUBLE)
                .l2(.3)
                .list()
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        var batch = Networks.classes(DataType.DOUBLE, 4);
        MultiLayerNetwork decayed =
                apply(new ChangeUpdater(UpdaterKind.SGD, everywhere(network, .1, .1), 0, .5), network);
        MultiLayerNetwork plain = apply(
                RegularizeWeights.by(Map.of(
                        "layer0", WeightPenalty.none(),
                        "layer2", WeightPenalty.none())),
                network);
        decayed.fit(batch);
        plain.fit(batch);
        for (String key : plain.paramTable().keySet()) {
            INDArray expected = plain.getParam(key).dup();
            if (key.equals("0_W") || key.equals("2_W")) {
                expected.subi(network.getParam(key).mul(.1 * .5));
            }
            assertThat(decayed.getParam(key).sub(expected).amaxNumber().doubleValue())
                    .as(key)
                    .isCloseTo(0, within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = UpdaterKind.class,
            names = {"ADAM", "AMS_GRAD", "RMS_PROP"})
    void inHalfTheUsualEpsilonMakesNaNAndOneInAThousandDoesNot(UpdaterKind kind) {
        IUpdater usual = switch (kind) {
            case ADAM -> new Adam(.01);
            case AMS_GRAD -> new AMSGrad(.01);
            default -> new RmsProp(.01);
        };
        MultiLayerNetwork half = Networks.untrainedDense(usual, DataType.FLOAT16, 2, 8);
        MultiLayerNetwork treated = apply(ChangeUpdater.to(kind, everywhere(half, .01, .01), DataType.FLOAT16), half);
        var batch = Networks.classes(DataType.FLOAT16, 4);
        for (int i = 0; i < 3; i++) {
            half.fit(batch);
        }
        for (int i = 0; i < 50; i++) {
            treated.fit(batch);
        }
        assertThat(half.score()).isNaN();
        assertThat(treated.score()).isFinite();
        assertThat(State.values(treated.params())).allMatch(Double::isFinite);
    }

    @Test
    void anEpsilonThatHalfTakesForZeroIsRefusedWithTheOneThatIsNot() {
        MultiLayerNetwork half = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT16, 2, 8);
        assertThat(new ChangeUpdater(UpdaterKind.ADAM, everywhere(half, .01, .01), 1e-8, 0)
                        .refusal(Surgery.examine(half)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("half precision", "layer0", "0.001"));
    }

    @Test
    void frozenLayersAndThoseWithoutParametersAreRefused() {
        Model frozen = Networks.frozen().model();
        Map<String, LayerRate> ice = Map.of("ice", LayerRate.of(.1));
        assertThat(ChangeUpdater.to(UpdaterKind.SGD, ice, DataType.FLOAT).refusal(Surgery.examine(frozen)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("ice", "frozen"));
        Model normalized = Networks.batchNormalized().model();
        Map<String, LayerRate> tanh = Map.of("tanh", LayerRate.of(.1));
        assertThat(ChangeUpdater.to(UpdaterKind.SGD, tanh, DataType.FLOAT).refusal(Surgery.examine(normalized)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("tanh", "no parameters"));
        Map<String, LayerRate> norm = Map.of("norm", LayerRate.of(.1));
        assertThat(new ChangeUpdater(UpdaterKind.SGD, norm, 0, .1).refusal(Surgery.examine(normalized)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("norm", "weights to decay"));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Map<String, LayerRate> rates = Map.of("a", LayerRate.of(.1));
        for (ThrowingChange change : List.<ThrowingChange>of(
                () -> new ChangeUpdater(UpdaterKind.ADAM, rates, 0, 0),
                () -> new ChangeUpdater(UpdaterKind.SGD, rates, 1e-8, 0),
                () -> new ChangeUpdater(UpdaterKind.SGD, rates, 0, -1),
                () -> new ChangeUpdater(UpdaterKind.SGD, Map.of(), 0, 0))) {
            assertThatThrownBy(change::make).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @FunctionalInterface
    private interface ThrowingChange {
        ChangeUpdater make();
    }

    @Test
    void theTitleSaysWhatDiffersFromTheUsual() {
        Map<String, LayerRate> rates = Map.of("a", LayerRate.of(.01));
        assertThat(ChangeUpdater.to(UpdaterKind.ADAM, rates, DataType.FLOAT).title())
                .isEqualTo("change updater to Adam at rate 0.01");
        assertThat(new ChangeUpdater(UpdaterKind.ADAM, rates, 1e-3, .05).title())
                .isEqualTo("change updater to Adam at rate 0.01, epsilon 0.001, with weight decay 0.05");
    }

    @Test
    void aNetworkInHalfThatBecameNaNGetsAnotherEpsilonAndNewWeightsFirst() {
        Networks.Case network = Networks.dense(new Adam(.01), DataType.FLOAT16);
        Recommendation first = RemedyAdvisor.standard()
                .advise(
                        network.model(),
                        Diagnoses.of(
                                network.model(),
                                List.of(Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, 1)),
                                Symptom.NON_FINITE_VALUE))
                .get(0);
        assertThat(first.steps().stream().map(Remedy::name)).containsExactly("reinitialize-weights", "change-updater");
        MultiLayerNetwork treated = (MultiLayerNetwork) first.applyTo(network.model());
        network.fit(treated, 20);
        assertThat(treated.score()).isFinite();
        IUpdater updater = ((BaseLayer) treated.getLayer(0).conf().getLayer()).getIUpdater();
        assertThat(((Adam) updater).getEpsilon()).isEqualTo(1e-3);
        assertThat(updater.getLearningRate(0, 0)).isEqualTo(.01);
    }

    @Test
    void adamIsAnAlternativeToARateTooHighAtARateThatFitsTheWeights() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(5), DataType.FLOAT, 2, 8);
        TraceSnapshot trace =
                Diagnoses.trace(Diagnoses.profile(network), List.of(), List.of(Diagnoses.reading(.3, .1)), null);
        List<Recommendation> advice = RemedyAdvisor.standard()
                .advise(
                        network,
                        Diagnoses.of(
                                network,
                                trace,
                                List.of(Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, 1)),
                                Symptom.UPDATE_TOO_LARGE));
        // Weights of size 1 in the reading: 3e-3 of that is .003, rounded down to .002.
        assertThat(advice.stream().map(Recommendation::title)).contains("change updater to Adam at rate 0.002");
    }
}
