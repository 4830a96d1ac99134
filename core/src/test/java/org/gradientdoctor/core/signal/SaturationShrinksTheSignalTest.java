package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.gradientdoctor.core.signal.SimulatedStack.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Driving units into saturation shrinks the error signal and never grows it: φ′ only gets smaller there. The opposite is
 * widely repeated. What grows a signal in a saturated net are its weights, in spite of the saturation.
 */
class SaturationShrinksTheSignalTest {
    private static final int DEPTH = 6;
    private static final int WIDTH = 48;
    private static final double XAVIER = 1 / Math.sqrt(WIDTH);
    /** Pre-activations from the middle of the range to far outside of it. */
    private static final double[] OUTWARDS = {0, 1, 2, 4, 8};
    /** Decades of chance between two degrees of saturation: no more than 2 %. */
    private static final double NOISE = .01;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void biasesThatDriveAllUnitsToOneSideShrinkIt(long seed) {
        for (Function function : List.of(SimulatedStack.TANH, SimulatedStack.SIGMOID)) {
            assertOnlyShrinks(function, seed, (stack, bias) -> stack.bias = bias);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void biasesThatDriveUnitsToBothSidesShrinkIt(long seed) {
        for (Function function : List.of(SimulatedStack.TANH, SimulatedStack.SIGMOID)) {
            assertOnlyShrinks(function, seed, (stack, deviation) -> stack.biasDeviation = 3 * deviation + 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLargerInputShrinksItInTheFirstLayer(long seed) {
        for (Function function : List.of(SimulatedStack.TANH, SimulatedStack.SIGMOID)) {
            assertOnlyShrinks(function, seed, (stack, out) -> stack.inputScale = Math.pow(4, out));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ofLargerWeightsTheSlopesShrinkItAndOnlyTheWeightsGrowIt(long seed) {
        for (Function function : List.of(SimulatedStack.TANH, SimulatedStack.SIGMOID)) {
            List<Double> slopes = new ArrayList<>();
            List<Double> withoutWeights = new ArrayList<>();
            List<Double> withWeights = new ArrayList<>();
            for (double times : new double[] {1, 2, 4, 8, 16}) {
                SimulatedStack stack = new SimulatedStack(function, DEPTH, WIDTH, times * XAVIER, seed);
                List<Site> sites = Site.along(stack.profile(), stack.reading());
                slopes.add(sites.stream()
                        .limit(DEPTH)
                        .mapToDouble(Site::slope)
                        .average()
                        .orElseThrow());
                withWeights.add(sites.get(0).logDelta() - sites.get(DEPTH).logDelta());
                // Five steps back pass weights that were scaled, the sixth those of the output layer, which were not.
                withoutWeights.add(withWeights.get(withWeights.size() - 1) - (DEPTH - 1) * Math.log10(times));
            }
            assertThat(slopes).as("decades of the slopes alone").isSortedAccordingTo((a, b) -> Double.compare(b, a));
            assertThat(withoutWeights)
                    .as("decades, weights taken out")
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
            // For large σ, E[φ′²] falls as 1/σ: of σ's growth at least half is lost in the end, a quarter by here.
            assertThat(withWeights.get(4))
                    .as("weights sixteen times as large grow it, but by less than they would without saturation")
                    .isGreaterThan(withWeights.get(0))
                    .isLessThan(withWeights.get(0) + (DEPTH - 1) * Math.log10(16) * 3 / 4);
        }
    }

    @Test
    void inTheoryTheMeanSquareSlopeFallsWithTheVarianceOfPreActivationsAndNeverExceedsThatAtZero() {
        for (ActivationFunction function :
                List.of(Activations.TANH, Activations.SIGMOID, Activations.SOFTSIGN, Activations.HARDTANH)) {
            double steepest = function.slope(0) * function.slope(0);
            double before = steepest * (1 + 1e-9);
            for (double q = 1e-3; q < 1e4; q *= 2) {
                double passed = function.meanSquareSlope(q);
                assertThat(passed).as("%s at q = %s", function, q).isLessThanOrEqualTo(before);
                before = passed;
            }
            assertThat(before).isLessThan(steepest / 30);
        }
    }

    private static void assertOnlyShrinks(Function function, long seed, BiConsumer<SimulatedStack, Double> drive) {
        List<Double> decades = new ArrayList<>();
        for (double out : OUTWARDS) {
            SimulatedStack stack = new SimulatedStack(function, DEPTH, WIDTH, XAVIER, seed);
            drive.accept(stack, out);
            List<Double> logs = DepthTrend.of(stack.profile(), stack.reading())
                    .orElseThrow()
                    .logDelta();
            decades.add(logs.get(0) - logs.get(DEPTH));
        }
        for (int i = 1; i < decades.size(); i++) {
            assertThat(decades.get(i))
                    .as("decades from output to input as units are driven out by %s: %s", OUTWARDS, decades)
                    .isLessThan(decades.get(i - 1) + NOISE);
        }
        assertThat(decades.get(decades.size() - 1)).as("%s", decades).isLessThan(decades.get(0) - .5);
    }
}
