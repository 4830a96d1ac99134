package org.gradientdoctor.listeners.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.listeners.preflight.Patients.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** First steps that have no critical one: uphill, of no length, not finite. */
class OddStepsTest {
    private static final DataSet BLOBS = Patients.blobs(64, 4);

    private static Diagnosis examine(IUpdater updater) {
        return Preflight.examine(Dense.with(dense -> dense.updater = updater).build(), BLOBS);
    }

    private static StepDose dose(Diagnosis diagnosis) {
        return diagnosis.trace().probes().get(0).stepDose().orElseThrow();
    }

    private static Outcome outcome(Diagnosis diagnosis, Symptom symptom) {
        return diagnosis.finding(symptom).orElseThrow().outcome();
    }

    @Test
    void momentumMayPointUphill() {
        // x = 1, y = w·x + b at labels of 0: trained towards 0 with momentum, w + b overshoots, and just beyond 0 the
        // velocity still points away.
        MultiLayerNetwork network = Parabola.network(new Nesterovs(.01, .9));
        DataSet batch = Parabola.batch(1);
        double answer = 1;
        for (int i = 0; i < 100 && answer > 0; i++) {
            network.fit(batch);
            answer = network.output(batch.getFeatures()).getDouble(0);
        }
        assertThat(answer).isNegative();

        Diagnosis diagnosis = Preflight.examine(network, batch);

        assertThat(dose(diagnosis).predictedGain()).isNegative();
        assertThat(dose(diagnosis).climbs()).isTrue();
        assertThat(diagnosis.finding(Symptom.UPDATE_TOO_LARGE).orElseThrow().explanation())
                .contains("uphill");
        assertThat(outcome(diagnosis, Symptom.UPDATE_TOO_LARGE)).isEqualTo(Outcome.HEALTHY);
        assertThat(outcome(diagnosis, Symptom.UPDATE_TOO_SMALL)).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aRateOfZeroCannotLearn() {
        Diagnosis diagnosis = examine(new Sgd(0));

        assertThat(dose(diagnosis).length()).isZero();
        assertThat(outcome(diagnosis, Symptom.UPDATE_TOO_SMALL)).isEqualTo(Outcome.FAILING);
    }

    @Test
    void noStepIsTakenWhereOnlyRunningStatisticsWouldMove() {
        Diagnosis diagnosis = Preflight.examine(
                Dense.with(dense -> {
                            Patients.normalized(dense);
                            dense.updater = new Sgd(0);
                        })
                        .build(),
                BLOBS);

        assertThat(dose(diagnosis).isStill()).isTrue();
        assertThat(dose(diagnosis).predictedGain()).isZero();
    }

    @Test
    void aWarmUpMayBeginAtZero() {
        Diagnosis diagnosis = examine(new Sgd(new MapSchedule.Builder(ScheduleType.ITERATION)
                .add(0, 0)
                .add(10, .1)
                .build()));

        assertThat(dose(diagnosis).isStill()).isTrue();
        assertThat(diagnosis.sick()).isEmpty();
    }

    @Test
    void aNegativeRateClimbs() {
        assertThat(outcome(examine(new Sgd(-.1)), Symptom.UPDATE_TOO_LARGE)).isEqualTo(Outcome.FAILING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatIsNoNumberSpoilsEverything(double rate) {
        Diagnosis diagnosis = examine(new Sgd(rate));

        assertThat(outcome(diagnosis, Symptom.NON_FINITE_VALUE)).isEqualTo(Outcome.FAILING);
        assertThat(diagnosis.finding(Symptom.NON_FINITE_VALUE).orElseThrow().explanation())
                .contains("learning rate is " + rate);
        assertThat(dose(diagnosis).scheduled()).isFalse();
    }

    @Test
    void whereAllIsFrozenNoStepIsTriedAndNothingIsSick() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Sgd(.1))
                .list()
                .layer(new FrozenLayer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build()))
                .layer(new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();

        Diagnosis diagnosis = Preflight.examine(network, BLOBS);

        assertThat(diagnosis.trace().unread()).anyMatch(reason -> reason.contains("no layer is trained"));
        assertThat(outcome(diagnosis, Symptom.UPDATE_TOO_SMALL)).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(outcome(diagnosis, Symptom.UPDATE_TOO_LARGE)).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void theGainOfANetworkWithWeightDecayIsThatOfItsScore() {
        // Score w² + b² + 2wb (the square of w·1 + b) + ½·λ·w² at w = 1, b = 0 and λ = 1: gradient (2 + 1, 2). At SGD
        // the
        // step is η times it, so its length is η·√13 and it promises η·13.
        double rate = .01;
        StepDose dose = dose(Preflight.examine(Parabola.decaying(new Sgd(rate), 1), Parabola.batch(1)));

        assertThat(dose.length()).isCloseTo(rate * Math.sqrt(13), within(1e-6));
        assertThat(dose.predictedGain()).isCloseTo(rate * 13, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"HALF", "FLOAT", "DOUBLE"})
    void theCriticalRateIsTheSameInEveryDataType(DataType type) {
        // x = .7: curvature 2·(.49 + 1), twice its inverse is .671.
        DataSet batch = Parabola.batch(.7);
        DataSet typed =
                new DataSet(batch.getFeatures().castTo(type), batch.getLabels().castTo(type));

        StepDose dose = dose(Preflight.examine(Parabola.network(new Sgd(.01), 0, type), typed));

        assertThat(dose.criticalRate()).isBetween(.671 / 1.3, .671 * 1.3);
    }

    @Test
    void adamsDefaultEpsilonIsZeroInHalfAndItsStepIsNot() {
        // Labels of 0, x = 0 but for the bias at 0: its gradient is 0, and 0 / (√0 + 0) is no number.
        DataSet batch = Parabola.batch(0);
        DataSet half = new DataSet(
                batch.getFeatures().castTo(DataType.FLOAT16), batch.getLabels().castTo(DataType.FLOAT16));

        Diagnosis diagnosis = Preflight.examine(Parabola.network(new Adam(1e-3), 0, DataType.FLOAT16), half);

        assertThat(diagnosis.finding(Symptom.NON_FINITE_VALUE).orElseThrow().explanation())
                .contains("The step of Adam is not finite, though its gradient and its rate");
    }
}
