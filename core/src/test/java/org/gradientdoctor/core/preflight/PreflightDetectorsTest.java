package org.gradientdoctor.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradientdoctor.core.detect.Examination;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.Memorization;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreflightDetectorsTest {

    static List<Detector> detectors() {
        return PreflightDetectors.all();
    }

    private static Finding finding(Symptom symptom, ProbeFixture... batches) {
        return diagnosis(ProbeFixture.snapshot(batches)).finding(symptom).orElseThrow();
    }

    private static Diagnosis diagnosis(TraceSnapshot trace) {
        return Examination.of(PreflightDetectors.all()).examine(trace);
    }

    private static Outcome outcome(Symptom symptom, ProbeFixture... batches) {
        return finding(symptom, batches).outcome();
    }

    @Test
    void codesAreUniqueAndAscending() {
        assertThat(detectors().stream().map(Detector::code)).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void withoutAProbeThereIsNoVerdictButAReason(Detector detector) {
        TraceSnapshot none = new TrainingTrace(new ProbeFixture().profile(), Map.of(), 0).snapshot();

        Finding finding = detector.examine(none);

        assertThat(finding.outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(finding.explanation()).isNotBlank();
        assertThat(detector.needs()).isNotBlank();
    }

    @Test
    void aHealthyStackIsHealthyAndSaysWhatItRestsOn() {
        Diagnosis diagnosis = diagnosis(new ProbeFixture().snapshot());

        assertThat(diagnosis.sick()).isEmpty();
        assertThat(diagnosis.verdict()).isEqualTo(Outcome.HEALTHY);
        assertThat(diagnosis.causes()).isEmpty();
        assertThat(diagnosis.toString())
                .contains("HEALTHY by a probe of 1 batch")
                .doesNotContain("iterations;");
    }

    @Test
    void aSignalThatLosesTwoDecadesWarnsAndNamesTheLayersItMisses() {
        ProbeFixture sick = new ProbeFixture();
        sick.delta = layer -> Math.pow(10, -.6 * (4 - layer));

        Finding finding = finding(Symptom.VANISHING_GRADIENT, sick);

        // 4 hops of .6 decades: 2.4 in all, and only the first layer lies two below the output.
        assertThat(finding.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(finding.layers()).containsExactly("0");
        assertThat(finding.measurements().get(0).value()).isCloseTo(-2.4, within(1e-9));
    }

    @Test
    void aSignalThatFloatCannotCarryFails() {
        ProbeFixture sick = new ProbeFixture();
        sick.delta = layer -> Math.pow(10, -10.0 * (4 - layer));

        assertThat(outcome(Symptom.VANISHING_GRADIENT, sick)).isEqualTo(Outcome.FAILING);
        sick.dataType = "DOUBLE";
        assertThat(outcome(Symptom.VANISHING_GRADIENT, sick)).isEqualTo(Outcome.WARNING);
    }

    @Test
    void aBranchThatBeginsAsNothingHasNoVanishingSignal() {
        ProbeFixture rezero = new ProbeFixture();
        rezero.layers = 6;
        // Layer 3 ends a branch whose weights are zero; by way of the skip the signal comes back in layer 0.
        rezero.weights = layer -> layer == 3 ? 0 : .4;
        rezero.delta = layer -> layer == 1 || layer == 2 ? 0 : .1;

        assertThat(outcome(Symptom.VANISHING_GRADIENT, rezero)).isEqualTo(Outcome.HEALTHY);
        rezero.delta = layer -> layer < 3 ? 0 : .1;
        assertThat(outcome(Symptom.VANISHING_GRADIENT, rezero)).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aFindingSaysInHowManyBatchesItHolds() {
        ProbeFixture healthy = new ProbeFixture();
        ProbeFixture sick = new ProbeFixture();
        sick.delta = layer -> Math.pow(10, .6 * (4 - layer));

        assertThat(finding(Symptom.EXPLODING_GRADIENT, healthy, sick, sick).explanation())
                .contains("in 2 of 3 batches");
        assertThat(outcome(Symptom.EXPLODING_GRADIENT, healthy, healthy, sick)).isEqualTo(Outcome.HEALTHY);
    }

    @ParameterizedTest
    @CsvSource({"0.6, WARNING", "0.8, HEALTHY", "1, HEALTHY", "1.3, HEALTHY"})
    void aRecurrentSignalMustReachAThirdOfTheSteps(double factor, Outcome expected) {
        // .6^k falls below 1 % after 9 of 40 steps, .8^k after 20.
        assertThat(outcome(Symptom.VANISHING_GRADIENT, recurrent(factor, false)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.75, HEALTHY, WARNING", "0.78, HEALTHY, WARNING", "0.8, HEALTHY, HEALTHY", "0.6, WARNING, WARNING"})
    void whereTheOnlyErrorIsTheLastStepsItMustReachHalfOfThem(double factor, Outcome anywhere, Outcome onlyAtEnd) {
        // Of 39 steps back .75^k reaches 16, .78^k 18, .8^k 20: a third is 12.9, half is 19.5.
        assertThat(outcome(Symptom.VANISHING_GRADIENT, recurrent(factor, false)))
                .isEqualTo(anywhere);
        assertThat(outcome(Symptom.VANISHING_GRADIENT, recurrent(factor, true))).isEqualTo(onlyAtEnd);
    }

    @ParameterizedTest
    @CsvSource({"1, HEALTHY", "1.1, HEALTHY", "1.13, WARNING", "1.5, WARNING"})
    void aRecurrentSignalMustNotGrowAHundredfold(double factor, Outcome expected) {
        // 1.1^39 is 41, 1.13^39 is 117.
        assertThat(outcome(Symptom.EXPLODING_GRADIENT, recurrent(factor, false)))
                .isEqualTo(expected);
    }

    private static ProbeFixture recurrent(double factor, boolean onlyAtEnd) {
        ProbeFixture recurrent = new ProbeFixture();
        recurrent.time = List.of(new TimeProfile(
                "0",
                false,
                "SimpleRnn",
                IntStream.range(0, 40).mapToObj(k -> Math.pow(factor, k)).toList(),
                factor,
                1,
                Double.NaN,
                onlyAtEnd));
        return recurrent;
    }

    @Test
    void valuesThatAreNotFiniteFailInOneBatchAlready() {
        ProbeFixture bad = new ProbeFixture();
        bad.input = new double[][] {{-1, 1}, {Double.NaN, 1}};

        Finding finding = finding(Symptom.NON_FINITE_VALUE, new ProbeFixture(), new ProbeFixture(), bad);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.explanation()).contains("one value that is not finite in input");
        Finding column = finding(Symptom.UNSCALED_INPUT, new ProbeFixture(), new ProbeFixture(), bad);
        assertThat(column.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(column.explanation()).contains("Column 1 of input");

        ProbeFixture overflow = new ProbeFixture();
        overflow.loss = Double.POSITIVE_INFINITY;
        assertThat(outcome(Symptom.NON_FINITE_VALUE, overflow)).isEqualTo(Outcome.FAILING);
        overflow.loss = 1;
        overflow.weights = layer -> layer == 2 ? Double.NaN : .4;
        assertThat(finding(Symptom.NON_FINITE_VALUE, overflow).layers()).containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0.5, HEALTHY",
        "100, 0.7, HEALTHY",
        "100, 0.8, WARNING",
        "100, 1, WARNING",
        "10, 0.9, HEALTHY", // with examples alike each unit is a toss: nine of ten come by chance
        "10, 1, WARNING"
    })
    void threeQuartersOfALayersUnitsMayNotBeQuiet(int width, double share, Outcome expected) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.width = width;
        fixture.quiet = share;

        assertThat(outcome(Symptom.DEAD_UNITS, fixture)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.01, WARNING", "0.05, 0.5, HEALTHY", "0.5, 0.01, HEALTHY"})
    void unitsAreStuckWhereTheyAreFlatAndAnswerAlike(double slope, double spread, Outcome expected) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.activation = ProbeFixture.TANH;
        fixture.slope = slope;
        fixture.spread = layer -> spread;

        assertThat(outcome(Symptom.SATURATED_ACTIVATION, fixture)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, HEALTHY, HEALTHY",
        "1e-3, HEALTHY, WARNING",
        "3e-3, HEALTHY, HEALTHY",
        "1, HEALTHY, HEALTHY",
        "4, HEALTHY, HEALTHY",
        "30, WARNING, HEALTHY",
        "5000, FAILING, HEALTHY"
    })
    void theDoseOfTheRateIsJudgedAgainstTheCriticalOne(double ratio, Outcome high, Outcome low) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.dose = new StepDose("Sgd", .1, false, ratio, 1.7, 1.1, ratio * .5, Math.max(ratio, 1e-6) * .01);

        assertThat(outcome(Symptom.UPDATE_TOO_LARGE, fixture)).isEqualTo(high);
        assertThat(outcome(Symptom.UPDATE_TOO_SMALL, fixture)).isEqualTo(low);
    }

    @Test
    void aStepThatMovesTheParametersIsNotTooLowHoweverLongTheCriticalOneIs() {
        ProbeFixture adam = new ProbeFixture();
        // Five layers whose weights have a norm of .447·√2 each: 1.41 together. A step of 6e-3 moves 4e-3 of it.
        adam.dose = new StepDose("Adam", 1e-3, false, 1e-3, 1.7, 1.1, 1e-3, 6e-3);
        assertThat(outcome(Symptom.UPDATE_TOO_SMALL, adam)).isEqualTo(Outcome.HEALTHY);
        adam.dose = new StepDose("Adam", 1e-5, false, 1e-3, 1.7, 1.1, 1e-3, 3e-5);
        assertThat(outcome(Symptom.UPDATE_TOO_SMALL, adam)).isEqualTo(Outcome.WARNING);
    }

    @Test
    void aSignalOverTimeThatIsNotFiniteIsNotJudged() {
        ProbeFixture recurrent = recurrent(.5, false);
        recurrent.layers = 2;
        assertThat(outcome(Symptom.VANISHING_GRADIENT, recurrent)).isEqualTo(Outcome.WARNING);
        recurrent = recurrent(Double.NaN, false);
        recurrent.layers = 2;
        assertThat(outcome(Symptom.VANISHING_GRADIENT, recurrent)).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void aWarmUpsRateAndFineTuningAreNotTooLow() {
        ProbeFixture warmUp = new ProbeFixture();
        warmUp.dose = new StepDose("Sgd", 1e-4, true, 1e-3, 1.7, 1.1, 1e-4, 1e-5);
        ProbeFixture trained = new ProbeFixture();
        trained.dose = new StepDose("Sgd", 1e-4, false, 1e-3, 1.7, 1.1, 1e-4, 1e-5);
        trained.iteration = 1000;
        trained.loss = .3;

        assertThat(finding(Symptom.UPDATE_TOO_SMALL, warmUp).explanation()).contains("schedule");
        assertThat(outcome(Symptom.UPDATE_TOO_SMALL, warmUp)).isEqualTo(Outcome.HEALTHY);
        assertThat(outcome(Symptom.UPDATE_TOO_SMALL, trained)).isEqualTo(Outcome.HEALTHY);
        trained.loss = 1.1;
        assertThat(outcome(Symptom.UPDATE_TOO_SMALL, trained)).isEqualTo(Outcome.WARNING);
    }

    @Test
    void whatWasNotLearnedByHeartWarns() {
        ProbeFixture fixture = new ProbeFixture();
        assertThat(outcome(Symptom.STALLED_LOSS, fixture)).isEqualTo(Outcome.NOT_EVALUATED);
        fixture.memorization = new Memorization("", 8, 500, 500, 1.1, 1.05, 1.2, .05);
        assertThat(outcome(Symptom.STALLED_LOSS, fixture)).isEqualTo(Outcome.WARNING);
        fixture.memorization = new Memorization("", 8, 500, 60, 1.1, .04, .04, .05);
        assertThat(outcome(Symptom.STALLED_LOSS, fixture)).isEqualTo(Outcome.HEALTHY);
        fixture.memorization = new Memorization("", 8, 500, 3, 1.1, 1.1, Double.NaN, .05);
        assertThat(finding(Symptom.STALLED_LOSS, fixture).explanation()).contains("its steps are too long");
        fixture.memorization = Memorization.notTried("all labels are the same");
        assertThat(finding(Symptom.STALLED_LOSS, fixture).explanation())
                .contains("was not tried: all labels are the same");
        assertThat(outcome(Symptom.STALLED_LOSS, fixture)).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void equalUnitsFailExceptInTheOutputLayer() {
        ProbeFixture equal = new ProbeFixture();
        equal.equalUnits = List.of("1", "4");

        Finding finding = finding(Symptom.POOR_INITIALIZATION, equal);

        // Layer 4 is the output, whose units differ by their labels.
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({"0.447, HEALTHY", "0.316, HEALTHY", "0.183, HEALTHY", "1, HEALTHY", "4, WARNING", "0.01, WARNING"})
    void weightsFarFromTheirCriticalScaleWarn(double rms, Outcome expected) {
        // He's scale for ten inputs is √(2/10) = .447; Glorot's .316; uniform within 1/√fan_in .183.
        ProbeFixture fixture = new ProbeFixture();
        fixture.weights = layer -> rms;

        assertThat(outcome(Symptom.POOR_INITIALIZATION, fixture)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.1, HEALTHY", "20, HEALTHY", "40, WARNING"})
    void aFirstLossFarAboveTheConstantAnswerWarns(double loss, Outcome expected) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.loss = loss;

        assertThat(outcome(Symptom.POOR_INITIALIZATION, fixture)).isEqualTo(expected);
    }

    @Test
    void aFirstLossIsNoHigherForARareClass() {
        ProbeFixture rare = new ProbeFixture();
        // One of a hundred examples: an entropy of .056, and ln 3 = 1.10 for equal odds.
        rare.constant = .056;
        rare.loss = 2.5;
        assertThat(outcome(Symptom.POOR_INITIALIZATION, rare)).isEqualTo(Outcome.HEALTHY);
        rare.loss = 40;
        assertThat(outcome(Symptom.POOR_INITIALIZATION, rare)).isEqualTo(Outcome.WARNING);
    }

    @Test
    void examplesThatBecomeAlikeWarn() {
        ProbeFixture alike = new ProbeFixture();
        alike.spread = layer -> .5 * Math.pow(10, -layer);

        Finding finding = finding(Symptom.COLLAPSED_SIGNAL, alike);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(finding.layers()).contains("3");
    }
}
