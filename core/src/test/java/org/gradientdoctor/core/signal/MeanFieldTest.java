package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.core.signal.DeepLimit.Phase;
import org.junit.jupiter.api.Test;

class MeanFieldTest {
    @Test
    void reluAtHesScaleKeepsAnyVarianceAndIsAtTheEdge() {
        DeepLimit limit = new MeanField(2, 0, Activations.RELU).limit(3.7);

        assertThat(limit.q()).isEqualTo(3.7);
        assertThat(limit.phase()).isEqualTo(Phase.EDGE);
        assertThat(limit.trainableDepth()).isInfinite();
    }

    @Test
    void reluBelowHesScaleTrainsToSixDepthScales() {
        DeepLimit limit = new MeanField(1, 0, Activations.RELU).limit(1);

        assertThat(limit.phase()).isEqualTo(Phase.ORDERED);
        assertThat(limit.q()).isZero();
        // χ₁ = σ_w²/2
        assertThat(limit.trainableDepth()).isCloseTo(6 / Math.log(2), within(1e-6));
    }

    @Test
    void reluAboveHesScaleHasNoFixedPoint() {
        MeanField field = new MeanField(3, 0, Activations.RELU);

        assertThat(field.fixedPoint(1)).isEmpty();
        assertThat(field.limit(1).phase()).isEqualTo(Phase.UNBOUNDED);
        assertThat(field.limit(1).chi()).isCloseTo(1.5, within(1e-8));
        assertThat(field.limit(1).trainableDepth()).isCloseTo(6 / Math.log(1.5), within(1e-6));
    }

    @Test
    void erfHasTheFixedPointsOfItsClosedForm() {
        // Williams 1997: V(q) = σ_w²·(2/π)·asin(2q/(1+2q)) + σ_b², C from the same with c
        double w = 6;
        double b = .1;
        double q = 1;
        double c = .5;
        for (int l = 0; l < 2000; l++) {
            double before = q;
            q = w * 2 / Math.PI * Math.asin(2 * before / (1 + 2 * before)) + b;
        }
        for (int l = 0; l < 2000; l++) {
            c = (w * 2 / Math.PI * Math.asin(2 * c * q / (1 + 2 * q)) + b) / q;
        }
        DeepLimit limit = new MeanField(w, b, Activations.ERF).limit(.01);

        assertThat(limit.q()).isCloseTo(q, within(1e-7));
        // χ₁ = σ_w²·(4/π)/√(1 + 4q)
        assertThat(limit.chi()).isCloseTo(w * 4 / Math.PI / Math.sqrt(1 + 4 * q), within(1e-6));
        assertThat(limit.phase()).isEqualTo(Phase.CHAOTIC);
        assertThat(limit.correlation()).isCloseTo(c, within(1e-6));
        // its derivative: σ_w²·(2/π)·2/√((1 + 2q)² − 4c²q²)
        double slope = w * 4 / Math.PI / Math.sqrt(Math.pow(1 + 2 * q, 2) - 4 * c * c * q * q);
        assertThat(limit.convergence()).isCloseTo(slope, within(1e-6));
        assertThat(limit.trainableDepth()).isCloseTo(6 / Math.abs(Math.log(slope)), within(1e-4));
    }

    @Test
    void withoutBiasChaoticTanhMakesExamplesOrthogonal() {
        DeepLimit limit = new MeanField(4, 0, Activations.TANH).limit(1);

        assertThat(limit.phase()).isEqualTo(Phase.CHAOTIC);
        assertThat(limit.correlation()).isZero();
    }

    @Test
    void tanhAtGlorotsScaleDiesOutSlowlyAtTheEdge() {
        DeepLimit limit = new MeanField(1, 0, Activations.TANH).limit(1);

        assertThat(limit.q()).isZero();
        assertThat(limit.phase()).isEqualTo(Phase.EDGE);
    }

    @Test
    void sigmoidIsOrderedAndTrainsToTwoLayersOnly() {
        DeepLimit limit = new MeanField(1, 0, Activations.SIGMOID).limit(1);

        assertThat(limit.phase()).isEqualTo(Phase.ORDERED);
        // χ₁ just below 1/16: ln 16 = 2.77, 6/2.77 = 2.2
        assertThat(limit.trainableDepth()).isBetween(2.0, 2.2);
    }

    @Test
    void theWayToTheLimitCountsWhereItIsLong() {
        MeanField gelu = new MeanField(2, 0, Activations.GELU);
        // ends at q = 0, where χ₁ = 2·φ′(0)² = 1/2
        assertThat(gelu.limit(1).trainableDepth()).isCloseTo(6 / Math.log(2), within(1e-3));

        // counted by hand: layers until the product of χ₁ has fallen below e⁻⁶
        double q = 1;
        double product = 1;
        int layers = 0;
        while (product > Math.exp(-6)) {
            product *= gelu.chi(q);
            q = gelu.next(q);
            layers++;
        }
        assertThat(gelu.trainableDepth(1))
                .isBetween(layers - 1.0, (double) layers)
                .isGreaterThan(12);
        // where the way is short, or χ₁ the same at any variance, it is the limit's
        assertThat(new MeanField(1, 0, Activations.RELU).trainableDepth(5)).isCloseTo(6 / Math.log(2), within(1e-6));
        assertThat(new MeanField(1.99, 0, Activations.RELU).trainableDepth(5))
                .isCloseTo(6 / Math.log(2 / 1.99), within(1e-3));
        assertThat(new MeanField(3, 0, Activations.RELU).trainableDepth(5)).isCloseTo(6 / Math.log(1.5), within(1e-6));
    }

    @Test
    void whatGrowsAsAPowerOfDepthIsUnboundedAndYetTrainsAtAnyDepth() {
        // 2·E[softplus²] = q + c/√q for large q: it never stays, and χ₁ nears 1
        DeepLimit limit = new MeanField(2, 0, Activations.SOFTPLUS).limit(1);

        assertThat(limit.phase()).isEqualTo(Phase.UNBOUNDED);
        assertThat(limit.trainableDepth()).isInfinite();
    }

    @Test
    void theCorrelationMapIsThatOfZhang2022ForLeakyRectifiers() {
        for (double slope : new double[] {0, .2, .7}) {
            MeanField field = new MeanField(1, 0, TailoredRectifier.normalized(slope));
            for (double c : new double[] {-.5, 0, .4, .99}) {
                assertThat(field.next(2.5)).isCloseTo(2.5, within(1e-8));
                double share = Math.pow(1 - slope, 2) / (Math.PI * (1 + slope * slope));
                assertThat(field.nextCorrelation(2.5, c))
                        .isCloseTo(c + share * (Math.sqrt(1 - c * c) - c * Math.acos(c)), within(1e-9));
            }
        }
    }
}
