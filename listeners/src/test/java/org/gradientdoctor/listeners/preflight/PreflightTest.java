package org.gradientdoctor.listeners.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.listeners.preflight.Patients.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Preflight on real networks: what is wrong is flagged before the first step, and sound networks are not. */
class PreflightTest {
    private static final DataSet BLOBS = Patients.blobs(64, 4);

    static Stream<Arguments> sick() {
        return Stream.of(
                sick("ten sigmoid layers", Symptom.VANISHING_GRADIENT, BLOBS, Patients::sigmoid),
                sick("twenty sigmoid layers", Symptom.VANISHING_GRADIENT, BLOBS, d -> {
                    Patients.sigmoid(d);
                    d.hidden = 20;
                }),
                sick("N(0, 1) weights, ten tanh layers", Symptom.POOR_INITIALIZATION, BLOBS, d -> {
                    d.hidden = 10;
                    d.weights = normal(1);
                }),
                sick("N(0, 1) weights, ten ReLU layers", Symptom.EXPLODING_GRADIENT, BLOBS, d -> {
                    d.hidden = 10;
                    d.activation = Activation.RELU;
                    d.weights = normal(1);
                }),
                sick(
                        "N(0, 1) weights, four tanh layers",
                        Symptom.POOR_INITIALIZATION,
                        BLOBS,
                        d -> d.weights = normal(1)),
                sick("weights of variance 1e-4", Symptom.POOR_INITIALIZATION, BLOBS, d -> d.weights = normal(1e-2)),
                sick("weights of deviation 1e-4", Symptom.VANISHING_GRADIENT, BLOBS, d -> d.weights = normal(1e-4)),
                sick(
                        "all weights equal",
                        Symptom.POOR_INITIALIZATION,
                        BLOBS,
                        d -> d.weights = new WeightInitConstant(.1)),
                sick(
                        "all weights zero",
                        Symptom.POOR_INITIALIZATION,
                        BLOBS,
                        d -> d.weights = new WeightInitConstant(0)),
                sick("ReLU with negative biases", Symptom.DEAD_UNITS, BLOBS, d -> {
                    Patients.rectifiers(d);
                    d.bias = -5;
                }),
                sick("input in 0 to 255", Symptom.UNSCALED_INPUT, Patients.scaled(BLOBS, 50, 127), d -> {}),
                sick("one unscaled column of 100", Symptom.UNSCALED_INPUT, oneColumn(), d -> d.inputs = 100),
                sick(
                        "regression labels of 1e4",
                        Symptom.OUTPUT_LOSS_MISMATCH,
                        Patients.regression(64, 1e4),
                        Patients::regression),
                sick(
                        "softmax over one unit",
                        Symptom.OUTPUT_LOSS_MISMATCH,
                        Patients.regression(64, 1),
                        d -> d.outputs = 1),
                sick("sigmoid with MCXENT", Symptom.OUTPUT_LOSS_MISMATCH, BLOBS, d -> d.answer = Activation.SIGMOID),
                sick("tanh with negative log-likelihood", Symptom.OUTPUT_LOSS_MISMATCH, BLOBS, d -> {
                    d.answer = Activation.TANH;
                    d.loss = LossFunction.NEGATIVELOGLIKELIHOOD;
                }),
                sick("sigmoid for labels up to 50", Symptom.OUTPUT_LOSS_MISMATCH, Patients.regression(64, 20), d -> {
                    Patients.regression(d);
                    d.answer = Activation.SIGMOID;
                }));
    }

    private static Arguments sick(String name, Symptom symptom, DataSet batch, Consumer<Dense> change) {
        return Arguments.of(name, symptom, batch, dense(change));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sick")
    void whatIsWrongIsFlaggedBeforeTheFirstStep(String name, Symptom symptom, DataSet batch, Supplier<Model> network) {
        Diagnosis diagnosis = Preflight.examine(network.get(), batch);

        assertThat(diagnosis.finding(symptom).orElseThrow().outcome().isSick())
                .as(diagnosis.toString())
                .isTrue();
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("ten tanh layers, SGD", BLOBS, dense(d -> d.hidden = 10)),
                Arguments.of("ten tanh layers, Adam", BLOBS, dense(d -> {
                    d.hidden = 10;
                    d.updater = new Adam(1e-3);
                })),
                Arguments.of("ten wide tanh layers", BLOBS, dense(d -> {
                    d.hidden = 10;
                    d.width = 256;
                    d.updater = new Sgd(1e-2);
                })),
                Arguments.of("twenty ReLU layers, SGD", BLOBS, dense(d -> {
                    Patients.rectifiers(d);
                    d.hidden = 20;
                    d.updater = new Sgd(.01);
                })),
                Arguments.of("twenty wide ReLU layers, Adam", BLOBS, dense(d -> {
                    Patients.rectifiers(d);
                    d.hidden = 20;
                    d.width = 128;
                    d.updater = new Adam(1e-3);
                })),
                Arguments.of("batch-normalized sigmoid, Adam", BLOBS, dense(d -> {
                    Patients.normalized(d);
                    d.updater = new Adam(1e-3);
                })),
                Arguments.of("batch-normalized sigmoid, SGD", BLOBS, dense(Patients::normalized)),
                Arguments.of("residual 50, Adam", BLOBS, model(() -> Patients.residual(new Adam(1e-3)))),
                Arguments.of("residual 50, SGD", BLOBS, model(() -> Patients.residual(new Sgd(1e-2)))),
                Arguments.of("residual 50 that begins as the identity", BLOBS, model(() -> Patients.closed())),
                Arguments.of("LSTM, Adam", Patients.sequences(32, 20), model(() -> Patients.lstm(new Adam(1e-3)))),
                Arguments.of("LSTM, SGD", Patients.sequences(32, 20), model(() -> Patients.lstm(new Sgd(.1)))),
                Arguments.of("regression", Patients.regression(64, 1), dense(Patients::regression)),
                Arguments.of("dropout", BLOBS, dense(d -> d.dropOut = .5)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void aSoundNetworkAtItsUsualRateRaisesNothing(String name, DataSet batch, Supplier<Model> network) {
        Diagnosis diagnosis = Preflight.examine(network.get(), batch);

        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isEqualTo(Outcome.HEALTHY);
        assertThat(diagnosis.causes()).isEmpty();
    }

    static Stream<Arguments> updaters() {
        return Stream.of(
                Arguments.of("SGD, tanh", (RateOf) Sgd::new, new Dense()),
                Arguments.of("Adam, tanh", (RateOf) Adam::new, new Dense()),
                Arguments.of("SGD, ReLU", (RateOf) Sgd::new, Dense.with(Patients::rectifiers)),
                Arguments.of(
                        "momentum, ReLU", (RateOf) rate -> new Nesterovs(rate, .9), Dense.with(Patients::rectifiers)));
    }

    private interface RateOf {
        IUpdater updater(double rate);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("updaters")
    void ratesFarFromTheCriticalOneAreFlagged(String name, RateOf updater, Dense dense) {
        dense.updater = updater.updater(.01);
        double critical = Preflight.examine(dense.build(), BLOBS)
                .trace()
                .probes()
                .get(0)
                .stepDose()
                .orElseThrow()
                .criticalRate();

        dense.updater = updater.updater(30 * critical);
        Diagnosis high = Preflight.examine(dense.build(), BLOBS);
        dense.updater = updater.updater(critical / 1000);
        Diagnosis low = Preflight.examine(dense.build(), BLOBS);

        assertThat(high.finding(Symptom.UPDATE_TOO_LARGE).orElseThrow().outcome())
                .as(high.toString())
                .isEqualTo(Outcome.WARNING);
        assertThat(low.finding(Symptom.UPDATE_TOO_SMALL).orElseThrow().outcome())
                .as(low.toString())
                .isEqualTo(Outcome.WARNING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, 2, 8})
    void theCriticalRateOfAParabolaIsTwoOverItsCurvature(double scale) {
        // One linear unit, no bias to speak of, x = s for all examples, labels 0: loss ½·s²·w²·2 per example (DL4J's
        // MSE
        // is the squared error), so that a step of rate η multiplies the error by 1 − 2s²η (bias: x = 1 likewise).
        Diagnosis diagnosis = Preflight.examine(Parabola.network(.01), Parabola.batch(scale));

        double critical =
                diagnosis.trace().probes().get(0).stepDose().orElseThrow().criticalRate();

        double curvature = 2 * (scale * scale + 1);
        assertThat(critical).isBetween(2 / curvature / 1.3, 2 / curvature * 1.3);
    }

    @Test
    void whatCannotBeLearnedByHeartIsSaidOnRequest() {
        Diagnosis sound = Preflight.of(dense(d -> d.updater = new Adam(1e-2)).get())
                .batch(BLOBS)
                .learnByHeart()
                .examine();
        Diagnosis sick = Preflight.of(dense(Patients::sigmoid).get())
                .batch(BLOBS)
                .learnByHeart(8, 200)
                .examine();

        assertThat(sound.finding(Symptom.STALLED_LOSS).orElseThrow().outcome())
                .as(sound.toString())
                .isEqualTo(Outcome.HEALTHY);
        assertThat(sick.finding(Symptom.STALLED_LOSS).orElseThrow().outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void findingsOfSeveralBatchesSayHowStableTheyAre() {
        Diagnosis diagnosis = Preflight.of(dense(Patients::sigmoid).get())
                .batch(BLOBS)
                .batch(Patients.blobs(64, 4, 2))
                .batch(Patients.blobs(64, 4, 3))
                .examine();

        assertThat(diagnosis.finding(Symptom.VANISHING_GRADIENT).orElseThrow().explanation())
                .contains("in 3 of 3 batches");
        assertThat(diagnosis.toString()).contains("by a probe of 3 batches");
    }

    private static Supplier<Model> dense(Consumer<Dense> change) {
        return () -> Dense.with(change).build();
    }

    private static Supplier<Model> model(Supplier<Model> supplier) {
        return supplier;
    }

    private static IWeightInit normal(double deviation) {
        return new WeightInitDistribution(new NormalDistribution(0, deviation));
    }

    private static DataSet oneColumn() {
        DataSet data = Patients.blobs(64, 100);
        data.getFeatures().getColumn(37).muli(1000);
        return data;
    }
}
