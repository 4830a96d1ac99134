package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All detectors together on networks that really train: what is sick fails, what is well does not, at any time. */
class TrainedNetworkTest {
    /** Early, at a tenth of the run, at its end. */
    private static final int[] TIMES = {10, 40, 400};

    private static Arguments net(
            String what, int layers, TinyNetwork.Activation activation, double scale, Consumer<TinyNetwork> set) {
        return Arguments.of(what, layers, activation, scale, set);
    }

    static Stream<Arguments> healthy() {
        return Stream.of(
                net("three tanh layers", 3, TinyNetwork.TANH, 1, net -> {}),
                net("ten tanh layers", 10, TinyNetwork.TANH, 1, net -> {}),
                net("ten tanh layers above the edge of chaos", 10, TinyNetwork.TANH, 1.5, net -> {}),
                net("ten ReLU layers after He", 10, TinyNetwork.RELU, Math.sqrt(2), net -> net.rate = .05),
                net("twenty ReLU layers after He", 20, TinyNetwork.RELU, Math.sqrt(2), net -> net.rate = .02),
                net("Adam", 4, TinyNetwork.RELU, Math.sqrt(2), net -> {
                    net.adam = true;
                    net.rate = .001;
                }),
                net("five sigmoid layers with Adam", 5, TinyNetwork.SIGMOID, 1, net -> {
                    net.adam = true;
                    net.rate = .01;
                }),
                net("batch of one", 4, TinyNetwork.RELU, Math.sqrt(2), net -> {
                    net.batch = 1;
                    net.rate = .01;
                }),
                net("batch of one, tanh, long steps", 3, TinyNetwork.TANH, 1, net -> net.batch = 1),
                net("two labels in five at random", 4, TinyNetwork.RELU, Math.sqrt(2), net -> net.labelNoise = .4),
                net("slow but learning", 3, TinyNetwork.RELU, Math.sqrt(2), net -> net.rate = 1e-3),
                net("a catapult: steps thirty times too long, then a flat place", 4, TinyNetwork.TANH, 1, net -> {
                    net.rate = 3;
                    net.batch = 120;
                }),
                net("two sigmoid layers", 2, TinyNetwork.SIGMOID, 1, net -> {}));
    }

    static Stream<Arguments> sick() {
        return Stream.of(
                sick("ten sigmoid layers", 10, TinyNetwork.SIGMOID, 1, .1, 10, Symptom.VANISHING_GRADIENT),
                sick("ten sigmoid layers", 10, TinyNetwork.SIGMOID, 1, .1, 400, Symptom.COLLAPSED_SIGNAL),
                sick("ten sigmoid layers", 10, TinyNetwork.SIGMOID, 1, .1, 400, Symptom.STALLED_LOSS),
                sick("a tenth of the weights", 10, TinyNetwork.TANH, .1, .1, 10, Symptom.VANISHING_GRADIENT),
                sick("weights from N(0, 1)", 11, TinyNetwork.RELU, Double.NaN, .1, 400, Symptom.EXPLODING_GRADIENT),
                sick("steps 300 times too long", 4, TinyNetwork.TANH, 1, 30, 80, Symptom.UPDATE_TOO_LARGE));
    }

    private static Arguments sick(
            String what,
            int layers,
            TinyNetwork.Activation activation,
            double scale,
            double rate,
            int iterations,
            Symptom expected) {
        return Arguments.of(what, layers, activation, scale, rate, iterations, expected);
    }

    @ParameterizedTest(name = "{0}: {6} at iteration {5}")
    @MethodSource("sick")
    void whatIsSickFails(
            String what,
            int layers,
            TinyNetwork.Activation activation,
            double scale,
            double rate,
            int iterations,
            Symptom expected) {
        TinyNetwork network = new TinyNetwork(layers, 16, activation, scale, 1);
        network.rate = rate;
        network.iterations = iterations;

        assertThat(failing(network.train()))
                .as(what)
                .extracting(Finding::symptom)
                .contains(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("healthy")
    void whatLearnsNeverFails(
            String what, int layers, TinyNetwork.Activation activation, double scale, Consumer<TinyNetwork> set) {
        TinyNetwork network = new TinyNetwork(layers, 16, activation, scale, 1);
        set.accept(network);

        for (TraceSnapshot trace : network.train(TIMES)) {
            assertThat(failing(trace))
                    .as(what + ", after " + trace.iterations() + " iterations")
                    .isEmpty();
        }
    }

    private static List<Finding> failing(TraceSnapshot trace) {
        return StandardDetectors.all().stream()
                .map(detector -> detector.examine(trace))
                .filter(finding -> finding.outcome() == Outcome.FAILING)
                .toList();
    }
}
