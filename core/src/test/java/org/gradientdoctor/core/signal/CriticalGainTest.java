package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.core.signal.CriticalGain.Hold;
import org.gradientdoctor.core.signal.CriticalGain.None;
import org.gradientdoctor.core.signal.CriticalGain.Stable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriticalGainTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofRectifiersIsThatOfHe2015AndKeepsAnyVariance(boolean sampled) {
        Stable relu = stable(Activations.RELU, sampled);
        assertThat(relu.hold()).isEqualTo(Hold.ANY_VARIANCE);
        assertThat(relu.weightVariance()).isCloseTo(2, within(1e-6));
        assertThat(relu.orthogonalGain()).isCloseTo(Math.sqrt(2), within(1e-6));
        assertThat(relu.weightDeviation(50)).isCloseTo(.2, within(1e-6));
        assertThat(stable(Activations.LEAKY, sampled).weightVariance()).isCloseTo(2 / 1.04, within(1e-6));
        assertThat(stable(ActivationFunction.leaky(.01), sampled).weightVariance())
                .isCloseTo(2 / 1.0001, within(1e-6));
        assertThat(stable(ActivationFunction.identity(), sampled).weightVariance())
                .isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofSaturatingFunctionsIsThatOfGlorotAtSmallSignals(boolean sampled) {
        for (ActivationFunction function :
                new ActivationFunction[] {Activations.TANH, Activations.SOFTSIGN, Activations.HARDTANH}) {
            Stable gain = stable(function, sampled);
            assertThat(gain.hold()).as(function.name()).isEqualTo(Hold.TOWARDS_ZERO);
            assertThat(gain.weightVariance()).as(function.name()).isCloseTo(1, within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofSeluIsThatOfLeCunAtUnitVariance(boolean sampled) {
        Stable gain = stable(Activations.SELU, sampled);
        assertThat(gain.hold()).isEqualTo(Hold.UNIT_VARIANCE);
        assertThat(gain.weightVariance()).isEqualTo(1);
        // λ²·(1/2 + α²·E[e^(2z); z < 0]), the last being e²·Φ(−2): 1.1040·(.5 + 2.7998·7.3891·.022750) = 1.0716
        assertThat(gain.chi()).isCloseTo(1.0716, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void geluAndSwishHaveNoneWithoutBias(boolean sampled) {
        assertThat(reason(Activations.GELU, sampled)).contains("gelu").contains("grows");
        assertThat(reason(Activations.SWISH, sampled)).contains("swish").contains("grows");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thatOfSigmoidLiesInSaturation(boolean sampled) {
        assertThat(reason(Activations.SIGMOID, sampled)).contains("saturation").contains("weight variance of 1");
        ActivationFunction hard = new ActivationFunction(
                "hardsigmoid", z -> Math.max(0, Math.min(1, .2 * z + .5)), z -> Math.abs(z) < 2.5 ? .2 : 0, -2.5, 2.5);
        assertThat(reason(hard, sampled)).contains("saturation");
    }

    @Test
    void atTheCriticalScaleOfTanhWithBiasErrorsNeitherVanishNorExplode() {
        Stable gain = (Stable) CriticalGain.of(Activations.TANH, .05);
        MeanField field = new MeanField(gain.weightVariance(), .05, Activations.TANH);

        // Schoenholz et al. 2017, figure 1: with σ_b² = .05 the edge is at σ_w² = 1.76
        assertThat(gain.weightVariance()).isCloseTo(1.76, within(.01));
        assertThat(gain.hold()).isEqualTo(Hold.AT_VARIANCE);
        assertThat(field.next(gain.q())).isCloseTo(gain.q(), within(1e-8));
        assertThat(field.chi(gain.q())).isCloseTo(1, within(1e-8));
        assertThat(field.fixedPoint(3).orElseThrow()).isCloseTo(gain.q(), within(1e-6));
    }

    @Test
    void swishHasOneWithLargeBiasesOnly() {
        // A variance of 30 asks for σ_w² = 1/E[φ′²] and σ_b² = 30 − σ_w² E[φ²]; both means by a plain sum.
        double square = 0;
        double slopeSquare = 0;
        double step = 1e-3;
        for (double z = -10; z < 10; z += step) {
            double weight = step * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            square += weight * Math.pow(Activations.SWISH.value(Math.sqrt(30) * z), 2);
            slopeSquare += weight * Math.pow(Activations.SWISH.slope(Math.sqrt(30) * z), 2);
        }
        Stable gain = (Stable) CriticalGain.of(Activations.SWISH, 30 - square / slopeSquare);

        assertThat(gain.q()).isCloseTo(30, within(1e-4));
        assertThat(gain.weightVariance()).isCloseTo(1 / slopeSquare, within(1e-6));
        assertThat(CriticalGain.of(Activations.SWISH, .04)).isInstanceOf(None.class);
    }

    @Test
    void whatPassesNothingHasNone() {
        ActivationFunction constant = new ActivationFunction("constant", z -> 1, z -> 0);
        assertThat(reason(constant, false)).contains("no error signal");
    }

    @Test
    void aVarianceBelowZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CriticalGain.of(Activations.TANH, -1))
                .withMessageContaining("-1");
    }

    private static Stable stable(ActivationFunction function, boolean sampled) {
        return (Stable) CriticalGain.of(sampled ? Activations.sampled(function) : function, 0);
    }

    private static String reason(ActivationFunction function, boolean sampled) {
        return ((None) CriticalGain.of(sampled ? Activations.sampled(function) : function, 0)).reason();
    }
}
