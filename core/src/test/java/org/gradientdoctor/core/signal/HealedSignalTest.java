package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.gradientdoctor.core.reading.IterationReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recursion's counterfactuals against real ones: stacks of the same random numbers built healthy. */
class HealedSignalTest {
    private static final int WIDTH = 64;
    private static final double XAVIER = 1 / Math.sqrt(WIDTH);
    private static final double HE = Math.sqrt(2.0 / WIDTH);
    /**
     * Decades between infinite width and one ReLU net of width n over L = 8 layers: ln q has a variance of about 5/n per
     * layer (Hanin 2018), so log₁₀ RMS a deviation of ½·√(5L/n)/ln 10 = .17 over all; three of these.
     */
    private static final double FINITE_WIDTH = .5;

    @ParameterizedTest
    @EnumSource(Healing.class)
    void nothingHealedIsWhatWasMeasuredWhateverThereIsToHeal(Healing healing) {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.SIGMOID, 8, WIDTH, 2 * XAVIER, 1);
        stack.inputScale = 10;
        stack.bias = 3;
        IterationReading reading = stack.reading();
        HealedSignal signal = new HealedSignal(Site.along(stack.profile(), reading), reading.input(), -1);

        DepthTrend measured = DepthTrend.of(stack.profile(), reading).orElseThrow();
        assertThat(signal.logDelta(Set.of()))
                .containsExactly(measured.logDelta().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
        assertThat(signal.logDelta(EnumSet.of(healing))[8])
                .isEqualTo(measured.logDelta().get(8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void smallWeightsHealedGiveTheSignalOfCriticalOnes(long seed) {
        compare(
                new SimulatedStack(SimulatedStack.TANH, 8, WIDTH, XAVIER / 5, seed),
                Healing.SMALL_WEIGHTS,
                new SimulatedStack(SimulatedStack.TANH, 8, WIDTH, XAVIER, seed));
        compare(
                new SimulatedStack(SimulatedStack.RELU, 8, WIDTH, HE / 5, seed),
                Healing.SMALL_WEIGHTS,
                new SimulatedStack(SimulatedStack.RELU, 8, WIDTH, HE, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void largeWeightsHealedFreeTheSlopesThatTheyPressedFlat(long seed) {
        compare(
                new SimulatedStack(SimulatedStack.TANH, 8, WIDTH, 5 * XAVIER, seed),
                Healing.LARGE_WEIGHTS,
                new SimulatedStack(SimulatedStack.TANH, 8, WIDTH, XAVIER, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aStandardizedInputFreesTheFirstLayer(long seed) {
        compare(
                with(SimulatedStack.TANH, XAVIER, seed, stack -> stack.inputScale = 100),
                Healing.INPUT,
                new SimulatedStack(SimulatedStack.TANH, 8, WIDTH, XAVIER, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withoutTheirBiasesUnitsLeaveSaturation(long seed) {
        compare(
                with(SimulatedStack.TANH, XAVIER, seed, stack -> stack.bias = 2),
                Healing.BIASES,
                new SimulatedStack(SimulatedStack.TANH, 8, WIDTH, XAVIER, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void halfActiveRectifiersPassWhatHePredicts(long seed) {
        compare(
                with(SimulatedStack.RELU, HE, seed, stack -> stack.bias = -5),
                Healing.INACTIVE_UNITS,
                new SimulatedStack(SimulatedStack.RELU, 8, WIDTH, HE, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRectifierWithItsOwnInitializationPassesWhatSigmoidDoesNot(long seed) {
        compare(
                new SimulatedStack(SimulatedStack.SIGMOID, 8, WIDTH, XAVIER, seed),
                Healing.ACTIVATION,
                new SimulatedStack(SimulatedStack.RELU, 8, WIDTH, HE, seed));
    }

    @Test
    void halfAsManyLayersLoseHalfOfTheTrend() {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.SIGMOID, 8, WIDTH, XAVIER, 1);
        IterationReading reading = stack.reading();
        HealedSignal signal = new HealedSignal(Site.along(stack.profile(), reading), reading.input(), -1);

        double overDepth =
                -8 * DepthTrend.of(stack.profile(), reading).orElseThrow().perLayer();
        assertThat(overDepth).isBetween(4.5, 6.0);
        assertThat(signal.sickness(Set.of()) - signal.sickness(EnumSet.of(Healing.DEPTH)))
                .isCloseTo(overDepth / 2, within(1e-9));
    }

    @Test
    void aScaleIsRightBetweenWhatFanInAndFanOutAskFor() {
        // He et al.: 2/fan_in keeps activations, 2/fan_out the error signal; of 64 inputs and 3 outputs either is
        // right.
        for (double deviation : new double[] {Math.sqrt(2 / 64.0), Math.sqrt(2 / 30.0), Math.sqrt(2 / 3.0)}) {
            SimulatedStack stack = new SimulatedStack(SimulatedStack.RELU, 1, WIDTH, HE, 1);
            stack.outputDeviation = deviation;
            assertThat(outputExcess(stack)).as("%s", deviation).isZero();
        }
        SimulatedStack small = new SimulatedStack(SimulatedStack.RELU, 1, WIDTH, HE, 1);
        small.outputDeviation = Math.sqrt(2 / 64.0) / 10;
        assertThat(outputExcess(small)).isCloseTo(-1, within(.05));
    }

    private static double outputExcess(SimulatedStack stack) {
        List<Site> sites = Site.along(stack.profile(), stack.reading());
        return WeightExcess.of(sites.get(1), sites.get(0), 2);
    }

    private static SimulatedStack with(
            SimulatedStack.Function function, double deviation, long seed, Consumer<SimulatedStack> change) {
        SimulatedStack stack = new SimulatedStack(function, 8, WIDTH, deviation, seed);
        change.accept(stack);
        return stack;
    }

    /** By how much the signal changes from the output to the first layer, healed and really healthy. */
    private static void compare(SimulatedStack sick, Healing healing, SimulatedStack healthy) {
        IterationReading reading = sick.reading();
        HealedSignal signal = new HealedSignal(Site.along(sick.profile(), reading), reading.input(), -1);
        double[] healed = signal.logDelta(EnumSet.of(healing));
        DepthTrend real = DepthTrend.of(healthy.profile(), healthy.reading()).orElseThrow();

        assertThat(healed[0] - healed[8])
                .isCloseTo(real.logDelta().get(0) - real.logDelta().get(8), within(FINITE_WIDTH));
    }
}
