package org.gradientdoctor.samples.uses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each program is run as a user would, and prints what its page says it does. */
class ProgramsTest {
    /** Where Deeplearning4j's training UI listens. */
    private static final String PORT = "org.deeplearning4j.ui.port";

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Program {
        void main(String... args) throws Exception;
    }

    private static String printedBy(Program program, String... args) throws Exception {
        PrintStream usual = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.main(args);
        } finally {
            System.setOut(usual);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theListenerSaysWhatFailsAndWhy() throws Exception {
        assertThat(printedBy(AttachListener::main))
                .startsWith("FAILING")
                .contains("FAILING GH001 vanishing-gradient\n  --> layers layer0", "help: ")
                .contains("\nsigmoid passes on 0.2");
    }

    @Test
    void aBuilderSetsWhatIsIgnored() {
        var network = DeepSigmoid.build();
        var health = AttachListener.configured(1, 10);
        network.addListeners(health);
        network.fit(DeepSigmoid.data(1), 1);

        assertThat(health.diagnosis().findings())
                .filteredOn(finding -> finding.code().equals("GH007"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.NOT_EVALUATED));
    }

    @Test
    void preflightSeesItBeforeTheFirstStep() throws Exception {
        assertThat(printedBy(ExamineBeforeTraining::main))
                .contains("by a probe of 1 batch", "GH001 vanishing-gradient", "saturating activation");
    }

    @Test
    void preflightTakesSeveralBatches() {
        Diagnosis more = ExamineBeforeTraining.more(
                DeepSigmoid.build(), DeepSigmoid.examples(1), DeepSigmoid.examples(2), DeepSigmoid.examples(3));

        assertThat(more.toString()).contains("by a probe of 3 batches", "in 3 of 3 batches");
    }

    @Test
    void adviceComesWithItsDifferenceAndTheTreatedNetworkLearns() throws Exception {
        String printed = printedBy(AskAdvisor::main);

        assertThat(printed).contains("Advice, best first", "Safety: ", "+ activationFn: ActivationReLU");
        double accuracy = Double.parseDouble(printed.strip().replaceAll("(?s).*accuracy ", ""));
        assertThat(accuracy).isGreaterThan(.9);
    }

    @Test
    void adviceIsKeptAndReadBack() throws Exception {
        var network = DeepSigmoid.build();
        var advice = RemedyAdvisor.standard().advise(network, Preflight.examine(network, DeepSigmoid.examples(1)));

        assertThat(AskAdvisor.keep(advice, folder.resolve("advice.json"))).isEqualTo(advice.get(0));
    }

    @Test
    void repairShowsItsTrialsAndAccepts() throws Exception {
        assertThat(printedBy(RepairNetwork::main)).contains("Trials", "untreated", "accepted: accuracy 0.");
        assertThat(RepairNetwork.plan()).isNotNull();
    }

    @Test
    void theGuardPassesOverTheBrokenBatch() throws Exception {
        String printed = printedBy(GuardTraining::main);

        assertThat(printed).contains("kind=SKIPPED_STEP, reason=NON_FINITE");
        assertThat(Double.parseDouble(printed.strip().replaceAll("(?s).*accuracy ", "")))
                .isGreaterThan(.8);
    }

    @Test
    void aDetectorOfOnesOwnIsAmongTheFindings() throws Exception {
        assertThat(printedBy(OwnDetector::main))
                .contains("FAILING MY001 loss target\n")
                .contains("| loss: 0.");
    }

    @Test
    void aRemedyOfOnesOwnComesFirst() throws Exception {
        assertThat(printedBy(OwnRemedy::main))
                .contains("1. keep 0.9 of the inputs", "+ idropout.p: 0.9", "2. ")
                .endsWith("read back equal: true\n");
    }

    @Test
    void earlyStoppingEndsWhenSomethingFails() throws Exception {
        assertThat(printedBy(StopEarly::main))
                .startsWith("something is failing in epoch ")
                .contains("FAILING GH0");
    }

    @Test
    @DisabledOnOs(
            value = OS.MAC,
            architectures = "aarch64",
            disabledReason = "there are no natives of HDF5 1.12.1 for Apple silicon")
    void aKerasModelIsExaminedWithRawAndWithStandardizedData() throws Exception {
        String printed = printedBy(ImportKeras::main);

        assertThat(printed.substring(0, printed.indexOf("standardized: "))).contains("GH013 unscaled-input\n");
        assertThat(printed.substring(printed.indexOf("standardized: "))).doesNotContain("FAILING", "WARNING");
    }

    @Test
    void reportsAreWritten() throws Exception {
        assertThat(printedBy(WriteReports::main, folder.toString())).startsWith("reports written, verdict ");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(Diagnosis.fromJson(Files.readString(folder.resolve("report.json")))
                        .toMarkdown())
                .isEqualTo(Files.readString(folder.resolve("report.md")));
    }

    @Test
    void theLivePageIsServedWhileTheProgramRuns() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        InputStream usual = System.in;
        String before = System.setProperty(PORT, String.valueOf(port));
        AtomicReference<String> page = new AtomicReference<>("");
        // Read when the training is over; what it sees by then is what somebody would who presses Enter.
        System.setIn(new InputStream() {
            @Override
            public int read() throws IOException {
                try (InputStream read = URI.create("http://localhost:" + port + "/gradient-doctor")
                        .toURL()
                        .openStream()) {
                    page.set(new String(read.readAllBytes(), StandardCharsets.UTF_8));
                }
                return '\n';
            }
        });
        try {
            assertThat(printedBy(WatchLive::main))
                    .contains(":" + port + "/gradient-doctor")
                    .contains("trained, verdict FAILING");
        } finally {
            System.setIn(usual);
            if (before == null) {
                System.clearProperty(PORT);
            } else {
                System.setProperty(PORT, before);
            }
        }
        assertThat(page.get()).contains("Gradient Doctor", "report?session=");
    }
}
