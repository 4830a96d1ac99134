package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.samples.peers.PeerLayer.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationReaderTest {

    private static ActivationRecord read(Function function, double[][] rows) {
        return new ActivationReader(function).read(Nd4j.createFromArray(rows), 1);
    }

    @Test
    void momentsAndSharesAreOverAllElements() {
        // Six elements: mean 1, squares around it 1, 1, 1, 9, 9, 9: variance 30 / 6.
        ActivationRecord record = read(Function.RELU, new double[][] {{0, 0}, {0, 4}, {-2, 4}});

        assertThat(record.mean()).isEqualTo(1);
        assertThat(record.deviation()).isCloseTo(Math.sqrt(30 / 6.0), within(1e-12));
        assertThat(record.minimum()).isEqualTo(-2);
        assertThat(record.maximum()).isEqualTo(4);
        assertThat(record.nonPositiveShare()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(record.idleUnits()).isEqualTo(.5);
        assertThat(record.nonFinite()).isZero();
    }

    @Test
    void aUnitIsIdleBelowOnePercentAndNotAtOne() {
        double[][] rows = new double[200][3];
        rows[0][0] = 1; // one of 200: half a percent
        rows[0][1] = 1;
        rows[1][1] = 1; // one percent

        assertThat(read(Function.RELU, rows).idleUnits()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void beyondFiveIsReadOffTheOutput() {
        // tanh 5 = .99990920, sigmoid 5 = .99330715, sigmoid -5 = .00669285.
        assertThat(read(Function.TANH, new double[][] {{.99991, .9999, -.99991, 0}})
                        .beyondFive())
                .isEqualTo(.5);
        assertThat(read(Function.SIGMOID, new double[][] {{.9934, .9933, .0067, .0066}})
                        .beyondFive())
                .isEqualTo(.5);
        assertThat(read(Function.RELU, new double[][] {{100, -100}}).beyondFive())
                .isZero();
    }

    @Test
    void aUnitIsPinnedWithFewerThanOnePercentWithinTheBoundsOfItsFunction() {
        double[][] rows = new double[200][3];
        for (int e = 0; e < 200; e++) {
            rows[e] = new double[] {e % 2 == 0 ? 1 : -1, e < 2 ? 0 : 1, 1 - 1e-8};
        }
        // Unit 1 has one percent inside; 1 - 1e-8 is a pre-activation of 9.56, beyond 9.4999.
        assertThat(read(Function.TANH, rows).pinnedUnits()).isCloseTo(2 / 3.0, within(1e-12));
        // sigmoid(-23) = 1.03e-10 and 1 - sigmoid(16.99999) = 4.14e-8.
        assertThat(read(Function.SIGMOID, new double[][] {{1e-10, 1.1e-10, 1 - 4.1e-8, 1 - 4.2e-8}})
                        .pinnedUnits())
                .isEqualTo(.5);
    }

    @Test
    void boundsAreRoundedAsTheNetworksOutputsAre() {
        INDArray floats = Nd4j.createFromArray(new float[][] {{(float) Math.tanh(9.6), (float) Math.tanh(8)}});

        assertThat(new ActivationReader(Function.TANH).read(floats, 1).pinnedUnits())
                .isEqualTo(.5);
    }

    @Test
    void aUnitIsWeakIfNinetyFivePercentOfItsMagnitudesAreTiny() {
        // Of 21 elements the 95th percentile is the 20th in order (.95 · 20 = 19 from 0): one large one is let pass.
        double[][] rows = new double[21][3];
        rows[0][1] = 1;
        rows[0][2] = 1;
        rows[1][2] = 1;

        assertThat(read(Function.RELU, rows).recent().weakUnits()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(read(Function.RELU, new double[][] {{9e-6, 1.1e-5, -9e-6, -1.1e-5}})
                        .recent()
                        .weakUnits())
                .isEqualTo(.5);
    }

    @Test
    void aUnitIsSquashedAboveAMeanDistanceFromTheMiddleOf85Percent() {
        assertThat(read(Function.TANH, new double[][] {{.86, .84, -.86, .99}, {-.86, .84, -.86, .5}})
                        .recent()
                        .squashedUnits())
                .isEqualTo(.5);
        // |2a - 1|: .86, .84, .86, .84.
        assertThat(read(Function.SIGMOID, new double[][] {{.93, .92, .07, .08}})
                        .recent()
                        .squashedUnits())
                .isEqualTo(.5);
    }

    @Test
    void theLastTenBatchesArePooled() {
        ActivationReader reader = new ActivationReader(Function.RELU);
        INDArray zero = Nd4j.createFromArray(new double[][] {{0}});
        reader.read(Nd4j.createFromArray(new double[][] {{1000}}), 1);
        reader.read(Nd4j.createFromArray(new double[][] {{2}}), 1);
        for (int i = 0; i < 8; i++) {
            reader.read(zero, 1);
        }
        // The 1000 leaves; 2 and nine zeros have the mean .2 and the mean square .4: variance .36.
        ActivationRecord.Recent recent = reader.read(zero, 1).recent();
        assertThat(recent.deviation()).isCloseTo(.6, within(1e-12));
        assertThat(recent.weakUnits()).isZero();
        assertThat(reader.read(zero, 1).recent().weakUnits()).isEqualTo(1);
    }

    @Test
    void channelsAndFeaturesAreUnitsWhereverTheirDimensionIs() {
        // Two examples, two units, three steps; unit 1 is silent.
        double[][][] unitsFirst = {{{1, 2, 3}, {0, 0, 0}}, {{4, 5, 6}, {0, 0, 0}}};
        INDArray array = Nd4j.createFromArray(unitsFirst);

        assertThat(new ActivationReader(Function.RELU).read(array, 1).idleUnits())
                .isEqualTo(.5);
        assertThat(new ActivationReader(Function.RELU)
                        .read(array.permute(0, 2, 1), 2)
                        .idleUnits())
                .isEqualTo(.5);
    }

    @Test
    void valuesThatAreNotNumbersAreCountedAndSpoilTheMomentsOnly() {
        ActivationRecord record = read(Function.RELU, new double[][] {{Double.NaN, 1}, {Double.POSITIVE_INFINITY, 1}});

        assertThat(record.nonFinite()).isEqualTo(2);
        assertThat(record.mean()).isNaN();
        assertThat(record.idleUnits()).isZero();
        assertThat(record.nonPositiveShare()).isZero();
    }
}
