package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalPropagationTest {
    @ParameterizedTest
    @CsvSource({
        "tanh, 1, 0",
        "tanh, 3, .1",
        "sigmoid, 1, 0",
        "gelu, 2, 0",
        "relu, 2, .05",
        "selu, 1, 0",
        "hardtanh, 2, 0",
        "softplus, 1, 0",
        "swish, 1, .2"
    })
    void wideRandomNetworksDoAsPredicted(String name, double weightVariance, double biasVariance) {
        ActivationFunction function = Activations.named(name);
        int depth = 6;
        PropagationLayer layer = new PropagationLayer(name, 1, 1, weightVariance, 0, biasVariance, function);
        SignalPropagation predicted = SignalPropagation.through(Collections.nCopies(depth, layer), 1);
        double[] correlations = predicted.correlations(.6);
        double[] gains = predicted.gains();
        Random random = new Random(name.hashCode());
        List<RandomNetwork> networks = Stream.generate(() -> new RandomNetwork(random, layer, depth, .6))
                .limit(20)
                .toList();

        for (int l = 0; l < depth; l++) {
            int at = l;
            assertMean(
                    "q of " + l,
                    networks,
                    network -> network.q[at],
                    predicted.layers().get(l).q());
            assertMean("c of " + l, networks, network -> network.correlation[at], correlations[l]);
        }
        for (int l = 0; l < depth - 1; l++) {
            int at = l;
            assertMean("gain of " + l, networks, network -> network.gain[at], gains[l]);
        }
    }

    /** Within four standard errors of the mean and one percent, since 300 units are not endlessly many. */
    private static void assertMean(
            String what, List<RandomNetwork> networks, ToDoubleFunction<RandomNetwork> quantity, double predicted) {
        double[] values = networks.stream().mapToDouble(quantity).toArray();
        double error = Math.sqrt(StatUtils.variance(values) / values.length);
        assertThat(predicted).as(what).isCloseTo(StatUtils.mean(values), within(4 * error + .01 * predicted));
    }

    @Test
    void underXavierTheGainOfTanhLayersComesCloserToOneWithDepth() {
        SignalPropagation stack = SignalPropagation.through(
                Collections.nCopies(11, PropagationLayer.square("l", 1, Activations.TANH)), 1);

        // the design's numbers: .68 in the first layer, .95 in the tenth
        assertThat(stack.gains()[0]).isCloseTo(.68, within(.005));
        assertThat(stack.gains()[9]).isCloseTo(.95, within(.015));
    }

    @Test
    void sigmoidUnderXavierLosesSixTenthsOfADecadePerLayer() {
        SignalPropagation stack = SignalPropagation.through(
                Collections.nCopies(10, PropagationLayer.square("l", 1, Activations.SIGMOID)), 1);

        // log₁₀(1/4) = −.602 at most, a little more where inputs are not zero
        assertThat(stack.logDelta()[0] / 9).isBetween(-.64, -.602);
    }

    @Test
    void drivingUnitsIntoSaturationShrinksTheErrorSignalAndNeverGrowsIt() {
        double before = Double.POSITIVE_INFINITY;
        for (double input = .01; input < 1e7; input *= 10) {
            List<PropagationLayer> layers = new ArrayList<>();
            layers.add(PropagationLayer.square("first", 1, Activations.TANH));
            layers.add(PropagationLayer.square("second", 1, Activations.TANH));
            double gain = SignalPropagation.through(layers, input).gains()[0];
            assertThat(gain).isLessThan(before);
            before = gain;
        }
        assertThat(before).isLessThan(.05);
    }

    @Test
    void biasesThatAreAllNegativeSilenceReluAsRandomOnesDoNot() {
        PropagationLayer negative = new PropagationLayer("l", 10, 10, .2, -5, 0, Activations.RELU);
        PropagationLayer random = new PropagationLayer("l", 10, 10, .2, 0, 25, Activations.RELU);

        // P(z > 5/√2) = 2.035e-4 of the units are active
        assertThat(LayerSignal.after(1, negative).slopeMeanSquare()).isCloseTo(2.0347e-4, within(1e-7));
        assertThat(LayerSignal.after(1, random).slopeMeanSquare()).isCloseTo(.5, within(1e-9));
    }

    @Test
    void theBackwardGainTakesTheFanOutOfTheLayerAbove() {
        PropagationLayer wide = new PropagationLayer("wide", 100, 400, 1 / 100.0, 0, 0, Activations.RELU);
        PropagationLayer narrow = new PropagationLayer("narrow", 400, 100, 2 / 400.0, 0, 0, Activations.RELU);
        SignalPropagation stack = SignalPropagation.through(List.of(wide, narrow), 3);

        assertThat(stack.layers().get(0).q()).isCloseTo(3, within(1e-9));
        assertThat(stack.layers().get(1).q()).isCloseTo(2 * 1.5, within(1e-9));
        // √(100 · 2/400 · 1/2)
        assertThat(stack.gains()).containsExactly(new double[] {.5}, within(1e-9));
        assertThat(stack.layers().get(0).chi()).isCloseTo(.5, within(1e-9));
    }

    @Test
    void nothingInGivesNothingOutAndIndistinguishableExamples() {
        SignalPropagation stack =
                SignalPropagation.through(Collections.nCopies(3, PropagationLayer.square("l", 1, Activations.TANH)), 0);

        assertThat(stack.layers().get(2).q()).isZero();
        assertThat(stack.gains()).containsExactly(1, 1);
        assertThat(stack.correlations(.3)).containsExactly(1, 1, 1);
    }

    @Test
    void hugeWeightsOverflowNothing() {
        SignalPropagation stack = SignalPropagation.through(
                Collections.nCopies(60, PropagationLayer.square("l", 1e8, Activations.RELU)), 1);

        assertThat(stack.layers().get(59).q()).isFinite();
        // √(1e8/2) per layer
        assertThat(stack.logDelta()[0]).isCloseTo(59 * Math.log10(Math.sqrt(5e7)), within(1e-6));
    }

    @Test
    void whatIsNoMeanSquareIsRefused() {
        List<PropagationLayer> layers = List.of(PropagationLayer.square("conv", 1, Activations.TANH));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignalPropagation.through(layers, Double.NaN))
                .withMessageContaining("conv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropagationLayer.square("dense", -1, Activations.TANH))
                .withMessageContaining("dense");
    }
}
