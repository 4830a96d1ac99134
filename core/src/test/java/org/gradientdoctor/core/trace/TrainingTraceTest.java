package org.gradientdoctor.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitActivity;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.junit.jupiter.api.Test;

class TrainingTraceTest {
    private static final NetworkProfile PROFILE =
            new NetworkProfile("MultiLayerNetwork", "FLOAT", LossFamily.CROSS_ENTROPY, "softmax", List.of());
    private static final NonFiniteOrigin ORIGIN =
            new NonFiniteOrigin(0, Stage.GRADIENT, "3", "W", 1, NonFiniteOrigin.NO_EXAMPLE);

    @Test
    void theRecentPastIsKeptInFullAndTheOlderPastIsBounded() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 1_000_000; i++) {
            trace.record(vitals(i, 1, 1));
        }
        TraceSnapshot snapshot = trace.snapshot();

        assertThat(snapshot.iterations()).isEqualTo(1_000_000);
        assertThat(snapshot.recent())
                .extracting(VitalSigns::iteration)
                .containsExactlyElementsOf(LongStream.range(1_000_000 - TrainingTrace.RECENT, 1_000_000)
                        .boxed()
                        .toList());
        assertThat(snapshot.older()).hasSizeBetween(20, TrainingTrace.INTERVALS);
    }

    @Test
    void interventionsAreKeptAndBounded() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 1000; i++) {
            trace.record(new Intervention(
                    i,
                    Intervention.Kind.SKIPPED_STEP,
                    Intervention.Reason.NON_FINITE,
                    Double.NaN,
                    1,
                    Double.NaN,
                    Intervention.NOWHERE,
                    1));
        }
        assertThat(trace.snapshot().interventions())
                .hasSize(TrainingTrace.INTERVENTIONS)
                .last()
                .returns(999L, Intervention::iteration);
    }

    @Test
    void whereTheCountIsSetBackIterationsAreCountedOnWithAllThatBelongsToThem() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 10; i++) {
            trace.record(vitals(i, 1, 1));
        }
        // Noted before its iteration is recorded, as a guard does it that acts on a gradient.
        trace.record(skipped(0));
        trace.record(vitals(0, 1, 1));
        trace.record(skipped(0));
        trace.record(vitals(1, 1, 1));
        trace.freeze(new NonFiniteOrigin(1, Stage.LOSS, "", "score", 1, NonFiniteOrigin.NO_EXAMPLE));
        TraceSnapshot snapshot = trace.snapshot();
        assertThat(snapshot.recent())
                .extracting(VitalSigns::iteration)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(snapshot.interventions()).extracting(Intervention::iteration).containsExactly(10L, 10L);
        assertThat(snapshot.flightRecord().orElseThrow().origin().iteration()).isEqualTo(11);
        assertThat(snapshot.unread()).singleElement().asString().contains("set back after iteration 9");
    }

    /** Where dimensions that change from batch to batch were taken for units, nothing is known, and nothing thrown. */
    @Test
    void activityBeginsAnewWhereTheNumberOfUnitsChanges() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        trace.record(quiet(0, 12));
        trace.record(quiet(1, 10));
        trace.record(quiet(2, 10));

        assertThat(trace.snapshot().activity().get("own"))
                .returns(10, UnitActivity::units)
                .returns(2L, UnitActivity::examplesSeen);
    }

    /** A reading of one example of so many units, all zero. */
    private static IterationReading quiet(long iteration, int units) {
        UnitSummary summary = UnitSummary.of(
                DoubleBuffer.allocate(units), UnitLayout.rowMajor(1, units), ResponsiveRange.activeAbove(0));
        TensorSummary values = TensorSummary.empty();
        LayerReading layer = new LayerReading(
                "own", null, null, null, null, new SignalReading(values, values, null, summary), List.of());
        return new IterationReading(vitals(iteration, 1, 1).vitals(), List.of(layer), null, null, null);
    }

    private static Intervention skipped(long iteration) {
        return new Intervention(
                iteration,
                Intervention.Kind.SKIPPED_STEP,
                Intervention.Reason.NON_FINITE,
                Double.NaN,
                1,
                Double.NaN,
                Intervention.NOWHERE,
                1);
    }

    @Test
    void intervalsCoverTheOlderPastWithoutGapOrOverlap() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 50_000; i++) {
            trace.record(vitals(i, 1, 1));
        }
        long next = 0;
        for (Interval interval : trace.snapshot().older()) {
            assertThat(interval.first()).isEqualTo(next);
            assertThat(interval.iterations()).isEqualTo(interval.last() - interval.first() + 1);
            next = interval.last() + 1;
        }
        assertThat(next).isEqualTo(trace.snapshot().recent().get(0).iteration());
    }

    @Test
    void aSpikeOfOneIterationSurvivesHoweverOldItIs() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 300_000; i++) {
            trace.record(vitals(i, i == 1234 ? 777 : i == 4321 ? .001 : 1, i == 999 ? 1e9 : 1));
        }
        List<Interval> older = trace.snapshot().older();

        assertThat(older.stream().mapToDouble(Interval::highestLoss).max()).hasValue(777);
        assertThat(older.stream().mapToDouble(Interval::lowestLoss).min()).hasValue(.001);
        assertThat(older.stream()
                        .filter(interval -> interval.highestGradientNorms().get(0) == 1e9)
                        .filter(interval -> interval.first() <= 999 && interval.last() >= 999))
                .hasSize(1);
    }

    @Test
    void nonFiniteIterationsAreCountedAndAnInfiniteLossStaysInfinite() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 100_000; i++) {
            trace.record(vitals(i, i == 7 ? Double.NaN : i == 9 ? Double.POSITIVE_INFINITY : 1, 1));
        }
        List<Interval> older = trace.snapshot().older();

        assertThat(older.stream().mapToLong(Interval::nonFinite).sum()).isEqualTo(2);
        assertThat(older.get(0).highestLoss()).isInfinite();
        assertThat(older.get(0).meanLoss()).isEqualTo(1);
    }

    @Test
    void fullReadingsKeepTheFirstAndTheMostRecentAndEverFewerBetween() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 10_000; i++) {
            trace.record(full(i));
        }
        List<Long> kept = trace.snapshot().full().stream()
                .map(IterationReading::iteration)
                .toList();

        assertThat(kept).hasSizeLessThanOrEqualTo(48).startsWith(0L, 1L, 2L, 3L, 4L);
        assertThat(kept.subList(kept.size() - 24, kept.size()))
                .containsExactlyElementsOf(
                        LongStream.range(9_976, 10_000).boxed().toList());
        assertThat(kept).anyMatch(i -> i > 10 && i < 100).anyMatch(i -> i > 500 && i < 5_000);
    }

    @Test
    void theFlightRecorderFreezesTheLastTwentyIterationsOnce() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (long i = 0; i < 100; i++) {
            trace.record(vitals(i, 1, 1));
        }
        trace.freeze(ORIGIN);
        for (long i = 100; i < 200; i++) {
            trace.record(vitals(i, Double.NaN, 1));
        }
        trace.freeze(new NonFiniteOrigin(150, Stage.LOSS, "", "score", 1, NonFiniteOrigin.NO_EXAMPLE));

        FlightRecord flight = trace.snapshot().flightRecord().orElseThrow();
        assertThat(flight.origin()).isEqualTo(ORIGIN);
        assertThat(flight.iterations())
                .extracting(IterationReading::iteration)
                .containsExactlyElementsOf(LongStream.range(80, 100).boxed().toList());
    }

    @Test
    void snapshotsTakenWhileAnotherThreadRecordsAreConsistent() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (long i = 0; i < 200_000; i++) {
                trace.record(vitals(i, i, 1));
            }
        });
        long before = 0;
        while (!writer.isDone()) {
            TraceSnapshot snapshot = trace.snapshot();
            long counted =
                    snapshot.older().stream().mapToLong(Interval::iterations).sum()
                            + snapshot.recent().size();
            assertThat(counted).isEqualTo(snapshot.iterations()).isGreaterThanOrEqualTo(before);
            snapshot.latest().ifPresent(vitals -> assertThat(vitals.iteration()).isEqualTo(counted - 1));
            before = counted;
        }
        writer.join();
    }

    @Test
    void aReasonIsKeptOnceAndReasonsAreBounded() {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of(), 0);
        for (int i = 0; i < 1000; i++) {
            trace.unread("layer a cannot be tapped");
            trace.unread("reason " + i);
        }
        assertThat(trace.snapshot().unread()).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void aSnapshotSurvivesSerialization() throws Exception {
        TrainingTrace trace = new TrainingTrace(PROFILE, Map.of("Java", "17"), 10);
        trace.record(full(0));
        trace.freeze(ORIGIN);
        TraceSnapshot snapshot = trace.snapshot();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(snapshot);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(snapshot);
        }
    }

    private static IterationReading vitals(long iteration, double loss, double norm) {
        return IterationReading.of(new VitalSigns(
                iteration, 0, 16, loss, loss, .1, PerLayer.of(norm, 1), false, ClippingEffect.none(), 0));
    }

    private static IterationReading full(long iteration) {
        LayerReading layer = new LayerReading("0", null, null, null, null, null, List.of());
        return new IterationReading(vitals(iteration, 1, 1).vitals(), List.of(layer), null, null, null);
    }
}
