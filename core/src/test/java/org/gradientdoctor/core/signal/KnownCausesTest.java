package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gradientdoctor.core.signal.SimulatedStack.RELU;
import static org.gradientdoctor.core.signal.SimulatedStack.SIGMOID;
import static org.gradientdoctor.core.signal.SimulatedStack.TANH;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.api.Test;

/** Nets whose cause is known because they were built with it, of random sizes and seeds: the first cause must be it. */
class KnownCausesTest {
    private static final int NETS = 12;

    /** Draws from which a net is built: depth, width and a degree of the fault between 0 and 1. */
    private record Draw(int depth, int width, double degree, long seed) {
        double xavier() {
            return 1 / Math.sqrt(width);
        }

        double he() {
            return Math.sqrt(2.0 / width);
        }

        SimulatedStack stack(SimulatedStack.Function function, double deviation) {
            return new SimulatedStack(function, depth, width, deviation, seed);
        }
    }

    @Test
    void sigmoids() {
        expect(Cause.SATURATING_ACTIVATION, 6, 20, draw -> draw.stack(SIGMOID, draw.xavier()));
        expect(Cause.SATURATING_ACTIVATION, 6, 20, draw -> draw.stack(SIGMOID, draw.he()));
        expect(Cause.SATURATING_ACTIVATION, 6, 20, draw -> draw.stack(SIGMOID.withoutCurve(), draw.xavier()));
    }

    @Test
    void smallWeights() {
        // From a fifth to a thousandth of the critical scale.
        expect(Cause.WEIGHT_SCALE_TOO_SMALL, 5, 15, draw -> draw.stack(RELU, draw.he() * small(draw)));
        expect(Cause.WEIGHT_SCALE_TOO_SMALL, 5, 15, draw -> draw.stack(TANH, draw.xavier() * small(draw)));
    }

    private static double small(Draw draw) {
        return .2 * Math.pow(.005, draw.degree());
    }

    @Test
    void rectifiersWithWeightsForTanh() {
        expect(Cause.WEIGHT_SCALE_TOO_SMALL, 18, 30, draw -> draw.stack(RELU, draw.xavier()));
    }

    @Test
    void largeWeights() {
        expect(Cause.WEIGHT_SCALE_TOO_LARGE, 6, 15, draw -> draw.stack(RELU, draw.he() * (2 + 8 * draw.degree())));
        expect(Cause.WEIGHT_SCALE_TOO_LARGE, 12, 20, draw -> draw.stack(TANH, draw.xavier() * (6 + 8 * draw.degree())));
    }

    @Test
    void silentRectifiers() {
        expect(Cause.INACTIVE_RELU, 4, 12, draw -> {
            SimulatedStack stack = draw.stack(RELU, draw.he());
            stack.bias = -1.5 - 3 * draw.degree();
            return stack;
        });
    }

    @Test
    void largeInputs() {
        expect(Cause.INPUT_SCALE, 3, 4, draw -> {
            SimulatedStack stack = draw.stack(TANH, draw.xavier());
            stack.inputScale = 2000 + 1000 * draw.degree();
            return stack;
        });
    }

    @Test
    void biasesThatSaturate() {
        expect(Cause.WEIGHT_SCALE_TOO_LARGE, 4, 12, draw -> {
            SimulatedStack stack = draw.stack(TANH, draw.xavier());
            stack.bias = 2 + 3 * draw.degree();
            return stack;
        });
    }

    @Test
    void depthWhereChanceKillsALayerOfANarrowNet() {
        // Examples are alike after a few layers, so each of 4 units is quiet for all or for none: that no layer of 80
        // is
        // quiet altogether has a chance of (1 − 1/16)^80 = .6 %.
        for (long seed = 1; seed <= 6; seed++) {
            SimulatedStack stack = new SimulatedStack(RELU, 80, 4, Math.sqrt(2.0 / 4), seed);

            assertThat(causes(stack.trace()))
                    .as("seed %d", seed)
                    .first()
                    .extracting(Attribution::cause)
                    .isEqualTo(Cause.EXCESSIVE_DEPTH);
        }
    }

    @Test
    void fewLayersAreNotTooManyWhateverEachLoses() {
        for (SimulatedStack.Function function : List.of(SIGMOID, TANH, RELU)) {
            for (long seed = 1; seed <= 10; seed++) {
                // Four layers with the output; inputs and weights that press every unit to where it passes little.
                SimulatedStack stack = new SimulatedStack(function, 3, 4, .1, seed);
                stack.inputScale = 50;

                assertThat(causes(stack.trace()))
                        .as("%s, seed %d", function, seed)
                        .extracting(Attribution::cause)
                        .doesNotContain(Cause.EXCESSIVE_DEPTH);
            }
        }
    }

    @Test
    void depthOfNarrowNetsAndNothingElse() {
        expect(
                Cause.EXCESSIVE_DEPTH,
                (random, seed) -> new Draw(150 + random.nextInt(100), 16, 0, seed),
                draw -> draw.stack(RELU, draw.he()));
    }

    @Test
    void healthyLookAlikesHaveNone() {
        for (SimulatedStack.Function function : List.of(TANH, TANH.withoutCurve(), RELU, RELU.withoutCurve())) {
            Random random = new Random(5);
            for (int net = 0; net < NETS; net++) {
                Draw draw = draw(random, net, 4, 14);
                double deviation = function.profile().name().equals("relu") ? draw.he() : draw.xavier();
                assertThat(causes(draw.stack(function, deviation).trace()))
                        .as("%s", draw)
                        .isEmpty();
            }
        }
    }

    private static Draw draw(Random random, long seed, int shallow, int deep) {
        return new Draw(
                shallow + random.nextInt(deep - shallow + 1), 24 + random.nextInt(41), random.nextDouble(), 100 + seed);
    }

    private static void expect(Cause cause, int shallow, int deep, Function<Draw, SimulatedStack> build) {
        expect(cause, (random, seed) -> draw(random, seed, shallow, deep), build);
    }

    /** At least 95 % of the nets that are sick at all: a narrow net's signal may by chance keep its size. */
    private static void expect(
            Cause cause, BiFunction<Random, Long, Draw> draws, Function<Draw, SimulatedStack> build) {
        Random random = new Random(3);
        List<String> wrong = new ArrayList<>();
        int sick = 0;
        for (long net = 0; sick < NETS; net++) {
            assertThat(net).as("nets until %s are sick", NETS).isLessThan(10 * NETS);
            Draw draw = draws.apply(random, net);
            SimulatedStack stack = build.apply(draw);
            TraceSnapshot trace = stack.trace();
            if (SuspectReading.of(trace.profile(), trace.full()).isEmpty()) {
                continue;
            }
            sick++;
            List<Attribution> causes = causes(trace);
            if (causes.isEmpty() || causes.get(0).cause() != cause) {
                wrong.add(draw + ": " + causes);
            }
        }
        assertThat(wrong).as("nets of %s whose first cause is another", cause).hasSizeLessThanOrEqualTo(NETS / 20);
    }

    private static List<Attribution> causes(TraceSnapshot trace) {
        return CauseAttribution.of(trace, List.of(Probes.sick(Symptom.VANISHING_GRADIENT)));
    }
}
