package org.gradientdoctor.samples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.openqa.selenium.Keys;

/** Reports of real trainings in a real BROWSER. What it looks like stands in {@code target/screenshots}. */
class ReportIT {
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    private static final Chromium BROWSER = new Chromium();

    @BeforeAll
    static void write() throws IOException {
        save(
                "vanishing",
                HtmlReport.of(Patients.trained(Patients.deep(10, Activation.SIGMOID, WeightInit.XAVIER, .1), 10)));
        save(
                "exploding",
                HtmlReport.of(Patients.trained(Patients.deep(10, Activation.RELU, WeightInit.NORMAL, .5), 3)));
        save("healthy", HtmlReport.of(Patients.trained(Patients.deep(3, Activation.RELU, WeightInit.RELU, .1), 15)));
        save("recurrent", HtmlReport.of(Patients.recurrent()));
        save(
                "repaired",
                RemedyAdvisor.standard()
                        .repair(
                                Patients.deep(10, Activation.SIGMOID, WeightInit.XAVIER, .1),
                                Patients.moons(200, 1),
                                Patients.moons(200, 2),
                                RepairPlan.standard())
                        .toHtml());
    }

    private static void save(String name, HtmlReport report) throws IOException {
        Files.createDirectories(Path.of("target", "reports"));
        report.write(file(name));
    }

    private static Path file(String name) {
        return Path.of("target", "reports", name + ".html").toAbsolutePath();
    }

    @AfterAll
    static void quit() {
        BROWSER.close();
    }

    private static String address(String name) {
        return file(name).toUri().toString();
    }

    static Stream<String> names() {
        return Stream.of("vanishing", "exploding", "healthy", "recurrent", "repaired");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportIsDrawnInLightAndDarkOnADeskAndOnAPhone(String name) throws IOException {
        for (int width : new int[] {DESK, PHONE}) {
            for (boolean dark : new boolean[] {false, true}) {
                BROWSER.open(address(name), width, dark);
                Checks.drawn(BROWSER);
                Checks.noScrollingSideways(BROWSER);
                BROWSER.screenshot("report-" + name + (dark ? "-dark" : "-light") + (width == PHONE ? "-phone" : ""));
                assertThat(BROWSER.complaints()).isEmpty();
                assertThat(BROWSER.requests()).containsExactly(address(name));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportIsAccessible(String name) {
        BROWSER.open(address(name), DESK, false);
        Checks.noBarriers(BROWSER);
        BROWSER.open(address(name), DESK, true);
        Checks.noBarriers(BROWSER);
        BROWSER.open(address(name), PHONE, false);
        Checks.noBarriers(BROWSER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exploding", "repaired"})
    void theKeyboardReachesEverything(String name) {
        BROWSER.open(address(name), DESK, false);
        Checks.reachedByKeyboard(BROWSER);
    }

    @Test
    void arrowKeysMoveAlongAChartAndTellItsNumbers() {
        BROWSER.open(address("exploding"), DESK, false);
        BROWSER.run("document.querySelector('.chart').focus()");
        Keyboard keyboard = new Keyboard(BROWSER);
        keyboard.press(Keys.HOME);
        String first = legend();
        keyboard.press(Keys.ARROW_RIGHT);
        assertThat(legend()).isNotEqualTo(first);
        keyboard.press(Keys.END);
        assertThat(legend()).contains("not finite");
    }

    private static String legend() {
        return String.valueOf(BROWSER.run("return document.querySelector('.chart .u-legend').textContent"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportIsPrinted(String name) throws IOException {
        BROWSER.open(address(name), DESK, true);
        BROWSER.print("report-" + name);
    }
}
