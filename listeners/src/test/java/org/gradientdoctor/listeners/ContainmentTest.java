package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.SmallNets.Kind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class ContainmentTest {

    private static MultiLayerNetwork trained(int iterations, GradientHealthListener... health) {
        MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        for (int i = 0; i < iterations; i++) {
            net.fit(SmallNets.batches(Kind.DENSE, 1).get(0));
        }
        return net;
    }

    @Test
    void aFaultOfTheToolkitEndsTheWatchingAndNotTheTraining() {
        for (int faultyCall = 0; faultyCall < 120; faultyCall += 7) {
            int[] calls = {-faultyCall};
            GradientHealthListener health = GradientHealthListener.builder()
                    .fullReadingEvery(1)
                    .clock(() -> {
                        if (calls[0]++ >= 0) {
                            throw new IllegalStateException("the clock is broken");
                        }
                        return calls[0];
                    })
                    .build();
            MultiLayerNetwork watched = trained(10, health);
            assertThat(watched.params()).isEqualTo(trained(10).params());
            assertThat(watched.getIterationCount()).isEqualTo(10);
            assertThat(health.trace().iterations()).isLessThan(10);
            assertThat(health.diagnosis().trace().unread())
                    .anyMatch(reason -> reason.contains("withdrew") && reason.contains("the clock is broken"));
            assertThat(watched.getLayerWiseConfigurations().toJson()).doesNotContain("gradientdoctor");
            assertThat(watched.getLayer(0).conf().getLayer().toString()).isNotBlank();
        }
    }

    /** Sick from its second full reading on, until the fourth. */
    private record Sickening() implements Detector {
        @Override
        public Symptom symptom() {
            return Symptom.CUSTOM;
        }

        @Override
        public String code() {
            return "XX001";
        }

        @Override
        public String needs() {
            return "nothing";
        }

        @Override
        public Finding examine(TraceSnapshot trace) {
            boolean sick = trace.iterations() == 2 || trace.iterations() == 3;
            return sick ? Finding.of(this, Outcome.WARNING, "sick") : Finding.healthy(this, "well");
        }
    }

    @Test
    void theCallbackHearsAFindingWhenItBecomesSickAndWhenItIsOver() {
        List<String> heard = new ArrayList<>();
        GradientHealthListener health = GradientHealthListener.builder()
                .fullReadingEvery(1)
                .detector(new Sickening())
                .onFinding(finding -> {
                    if (finding.code().equals("XX001")) {
                        heard.add(finding.outcome().name());
                    }
                })
                .build();
        trained(6, health);
        assertThat(heard).containsExactly("WARNING", "HEALTHY");
    }

    @Test
    void aQuietListenerLogsNoFinding() {
        assertThat(logged(GradientHealthListener.builder())).contains("XX001");
        assertThat(logged(GradientHealthListener.builder().quiet())).doesNotContain("XX001");
    }

    private static String logged(HealthListenerBuilder builder) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            trained(6, builder.fullReadingEvery(1).detector(new Sickening()).build());
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCallbackThatThrowsEndsNeitherTrainingNorWatching() {
        GradientHealthListener health = GradientHealthListener.builder()
                .fullReadingEvery(1)
                .detector(new Sickening())
                .onFinding(finding -> {
                    throw new IllegalStateException("of the user's own");
                })
                .build();
        trained(6, health);
        assertThat(health.trace().iterations()).isEqualTo(6);
        assertThat(health.trace().unread()).isEmpty();
    }

    @Test
    void anErrorThrownByTheCallbackEndsNeitherTrainingNorWatching() {
        GradientHealthListener health = GradientHealthListener.builder()
                .fullReadingEvery(1)
                .detector(new Sickening())
                .onFinding(finding -> {
                    throw new AssertionError("of the user's own");
                })
                .build();
        trained(6, health);
        assertThat(health.trace().iterations()).isEqualTo(6);
        assertThat(health.trace().unread()).isEmpty();
    }

    @Test
    void aListenerAttachedTwiceReadsEachIterationOnceAndItsSignal() {
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        trained(6, health, health);
        assertThat(health.trace().iterations()).isEqualTo(6);
        assertThat(health.trace().full())
                .allSatisfy(reading -> assertThat(reading.layers())
                        .allSatisfy(layer -> assertThat(layer.signal()).isNotNull()));
    }

    @Test
    void aSilencedCodeIsListedAsNotEvaluated() {
        GradientHealthListener health = GradientHealthListener.builder()
                .fullReadingEvery(1)
                .detector(new Sickening())
                .ignore("XX001")
                .build();
        trained(2, health);
        assertThat(health.diagnosis().findings())
                .filteredOn(finding -> finding.code().equals("XX001"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.NOT_EVALUATED));
    }

    @Test
    void badSettingsAreRefusedWithTheWayOut() {
        HealthListenerBuilder builder = GradientHealthListener.builder();
        assertThatThrownBy(() -> builder.preset(none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ECONOMY");
        assertThatThrownBy(() -> builder.overheadBudget(1.5))
                .hasMessageContaining("1.5")
                .hasMessageContaining(".01");
        assertThatThrownBy(() -> builder.overheadBudget(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.fullReadingEvery(0)).hasMessageContaining("vitalSignsOnly");
        assertThatThrownBy(() -> builder.plannedIterations(0)).hasMessageContaining("minibatches");
        assertThatThrownBy(() -> builder.ignore("GH999")).hasMessageContaining("GH999");
    }

    @Test
    void plannedIterationsTellWhatRemains() {
        GradientHealthListener health =
                GradientHealthListener.builder().plannedIterations(10).build();
        trained(4, health);
        assertThat(health.trace().remaining()).hasValue(6);
    }

    @Test
    void memoryIsBounded() {
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        trained(700, health);
        TraceSnapshot trace = health.trace();
        assertThat(trace.iterations()).isEqualTo(700);
        assertThat(trace.recent()).hasSizeLessThan(600);
        assertThat(trace.full()).hasSizeLessThan(60);
        assertThat(trace.cost().fullReadings()).isEqualTo(700);
    }

    @SuppressWarnings("NullAway") // What a caller without null checks may pass.
    private static Preset none() {
        return null;
    }
}
