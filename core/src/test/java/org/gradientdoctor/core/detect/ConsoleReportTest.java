package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.report.Ink;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.junit.jupiter.api.Test;

/** Console reports as they were read and approved. With {@code -Dapproved=write} they are written anew, to be read again. */
class ConsoleReportTest {
    private static final Path APPROVED = Path.of("src/test/resources/approved");

    @Test
    void aVanishingGradient() throws IOException {
        assertApproved("vanishing", diagnosis(vanishing()).toString());
    }

    @Test
    void aVanishingGradientInColor() throws IOException {
        // The escape character as ^[, so that the file can be read.
        String inColor = diagnosis(vanishing()).toConsole(Ink.ANSI).replace("\u001b", "^[");
        assertApproved("vanishing-in-color", inColor);
    }

    @Test
    void aTrainingThatBrokeDown() throws IOException {
        TraceFixture fixture = TraceFixture.relu(6);
        fixture.iterations = 60;
        fixture.loss = i -> i < 50 ? Math.exp(i / 10.0) : Double.NaN;
        fixture.norm = (layer, i) -> i < 50 ? Math.pow(10, (6 - layer) * i / 60.0 - 1) : Double.NaN;
        fixture.delta = (layer, i) -> i < 50 ? Math.pow(10, (5 - layer) * i / 60.0 - 1) : Double.NaN;
        fixture.ratio = (layer, i) -> i < 50 ? Math.pow(10, i / 20.0 - 3) : Double.NaN;
        fixture.full = i -> i % 5 == 0 || i > 47;
        fixture.origin = new NonFiniteOrigin(50, Stage.GRADIENT, "3", "W", 7, NonFiniteOrigin.NO_EXAMPLE);
        assertApproved("broken-down", diagnosis(fixture).toString());
    }

    @Test
    void aHealthyTrainingInOneLine() throws IOException {
        String report = diagnosis(TraceFixture.relu(5)).toString();

        assertThat(report).hasLineCount(1).hasSizeLessThanOrEqualTo(101);
        assertApproved("healthy", report);
    }

    @Test
    void aTrainingOfWhichNothingWasRead() throws IOException {
        TraceFixture none = TraceFixture.relu(5);
        none.iterations = 0;
        assertApproved("nothing-read", diagnosis(none).toString());
    }

    private static TraceFixture vanishing() {
        TraceFixture fixture = TraceFixture.sigmoid(10).learnsNothing();
        fixture.delta = (layer, i) -> Math.pow(10, -.6 * (9 - layer));
        fixture.ratio = (layer, i) -> 1e-3 * Math.pow(10, -.6 * (9 - layer));
        return fixture;
    }

    private static Diagnosis diagnosis(TraceFixture fixture) {
        return Examination.standard().examine(fixture.snapshot());
    }

    private static void assertApproved(String name, String text) throws IOException {
        Path file = APPROVED.resolve(name + ".txt");
        if ("write".equals(System.getProperty("approved"))) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
