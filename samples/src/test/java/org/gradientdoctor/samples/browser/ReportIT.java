package org.gradientdoctor.samples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

/** Reports of real trainings in a real browser. What it looks like stands in {@code target/screenshots}. */
class ReportIT {
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final Map<String, Path> REPORTS = new LinkedHashMap<>();

    private static Chromium browser = new Chromium();

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
        Path file = Files.createDirectories(Path.of("target/reports")).resolve(name + ".html");
        report.write(file);
        REPORTS.put(name, file);
    }

    @AfterAll
    static void quit() {
        browser.close();
    }

    private static String address(String name) {
        return REPORTS.get(name).toUri().toString();
    }

    static Stream<String> names() {
        return Stream.of("vanishing", "exploding", "healthy", "recurrent", "repaired");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportIsDrawnInLightAndDarkOnADeskAndOnAPhone(String name) throws IOException {
        for (int width : new int[] {DESK, PHONE}) {
            for (boolean dark : new boolean[] {false, true}) {
                browser.open(address(name), width, dark);
                Checks.drawn(browser);
                Checks.noScrollingSideways(browser);
                browser.screenshot("report-" + name + (dark ? "-dark" : "-light") + (width == PHONE ? "-phone" : ""));
                assertThat(browser.complaints()).isEmpty();
                assertThat(browser.requests()).containsExactly(address(name));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportIsAccessible(String name) {
        browser.open(address(name), DESK, false);
        Checks.noBarriers(browser);
        browser.open(address(name), DESK, true);
        Checks.noBarriers(browser);
        browser.open(address(name), PHONE, false);
        Checks.noBarriers(browser);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exploding", "repaired"})
    void theKeyboardReachesEverything(String name) {
        browser.open(address(name), DESK, false);
        Checks.reachedByKeyboard(browser);
    }

    @Test
    void arrowKeysMoveAlongAChartAndTellItsNumbers() {
        browser.open(address("exploding"), DESK, false);
        browser.run("document.querySelector('.chart').focus()");
        Keyboard keyboard = new Keyboard(browser);
        keyboard.press(Keys.HOME);
        String first = legend();
        keyboard.press(Keys.ARROW_RIGHT);
        assertThat(legend()).isNotEqualTo(first);
        keyboard.press(Keys.END);
        assertThat(legend()).contains("not finite");
    }

    private static String legend() {
        return String.valueOf(browser.run("return document.querySelector('.chart .u-legend').textContent"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportIsPrinted(String name) throws IOException {
        browser.open(address(name), DESK, true);
        browser.print("report-" + name);
    }
}
