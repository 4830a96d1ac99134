package org.gradientdoctor.samples.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.gradientdoctor.samples.statistics.Wilson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A sample of the bench; the whole of it is a command. */
class CauseCasesTest {
    static Stream<CauseCase> cases() {
        return Stream.of(
                StructuralCases.saturating(0),
                StructuralCases.inactive(0),
                StructuralCases.tooLarge(0),
                DataCases.pixels(0),
                OutputCases.outOfReach(0),
                TrainingCases.clipped(0),
                HealthyCases.tanh(0),
                HealthyCases.digits(0),
                WatchedHealthyCases.plain(0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFirstCauseIsTheOneThatWasBuiltIn(CauseCase built) {
        Answer answer = Answer.to(built);

        assertThat(answer.isRight()).as(answer.said()).isTrue();
    }

    @Test
    void theIntervalOfAShareIsThatOfWilson() {
        Wilson share = new Wilson(18, 20);

        assertThat(share.low()).isCloseTo(.699, within(.001));
        assertThat(share.high()).isCloseTo(.972, within(.001));
    }

    @Test
    void whatIsLearnedIsThePartOfTheConstantAnswersLossThatIsGone() {
        INDArray classes = Nd4j.create(new double[][] {{1, 0}, {0, 1}});
        // The constant answer's loss is 2 ln 2; at probabilities of 1/√2 it is 2 · ½ ln 2.
        double half = Math.sqrt(.5);
        assertThat(DataLoss.learned(classes, Nd4j.create(new double[][] {{half, 1 - half}, {1 - half, half}})))
                .isCloseTo(.5, within(1e-9));

        INDArray targets = Nd4j.create(new double[][] {{1}, {3}});
        // Squares about the mean, 2: 1 + 1; of these answers: .25 + .25.
        assertThat(DataLoss.learned(targets, Nd4j.create(new double[][] {{1.5}, {2.5}})))
                .isCloseTo(.75, within(1e-9));
        assertThat(DataLoss.learned(targets, Nd4j.create(new double[][] {{Double.NaN}, {2}})))
                .isNaN();
    }

    @Test
    void aFaultIsHarmlessWhereTheNetworkLearnsAsMuchAsItsTwinAndTheTwinLearns() {
        DataSet data = RandomBatch.classes(new Random(1), 32, 6, 2);
        Course trained = course(data, 60);
        Course untrained = course(data, 0);

        assertThat(new Twins(trained, trained).harmless()).isTrue();
        assertThat(new Twins(untrained, trained).harmless()).isFalse();
    }

    private static Course course(DataSet data, int iterations) {
        DenseNetwork network = DenseNetwork.drawn(new Draw("test", 1), n -> {
            n.inputs = 6;
            n.outputs = 2;
            n.updater = new Adam(1e-2);
        });
        return new Course(network::build, List.of(data), iterations);
    }
}
