package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DepthTrendTest {
    @Test
    void theSignalOfSigmoidLayersLosesAboutItsSlopesProductOfAQuarterPerLayer() {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.SIGMOID, 10, 64, 1 / Math.sqrt(64), 3);
        DepthTrend trend = DepthTrend.of(stack.profile(), stack.reading()).orElseThrow();

        // Glorot weights keep the signal, the slope of sigmoid near zero is 1/4: log₁₀(1/4) = −.60 per layer
        assertThat(trend.perLayer()).isCloseTo(-.62, within(.08));
        assertThat(trend.decades()).isBetween(-7.0, -5.0);
        assertThat(trend.layersBelowOutput(3)).startsWith("0").doesNotContain("10", "9", "8");
    }

    @Test
    void unitNormalWeightsAmplifyByTheRootOfHalfTheWidth() {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.RELU, 10, 64, 1, 3);
        DepthTrend trend = DepthTrend.of(stack.profile(), stack.reading()).orElseThrow();

        // √(64/2) per layer (He et al. 2015): log₁₀ 5.66 = .75
        assertThat(trend.perLayer()).isCloseTo(.75, within(.08));
    }

    @Test
    void aSignalCutOffInOneLayerIsLostForAllBelowThoughItsSlopeHasAMedianOfZero() {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.RELU, 9, 32, Math.sqrt(2.0 / 32), 3);
        stack.bias = -5;
        DepthTrend trend = DepthTrend.of(stack.profile(), stack.reading()).orElseThrow();

        assertThat(trend.perLayer()).isZero();
        assertThat(trend.decades()).isLessThan(-40);
    }
}
