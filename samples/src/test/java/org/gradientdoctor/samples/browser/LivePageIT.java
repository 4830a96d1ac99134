package org.gradientdoctor.samples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.listeners.ui.LiveReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.openqa.selenium.By;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The live page of two trainings that go on while it is looked at. */
class LivePageIT {
    private static final int ANY_FREE_PORT = 0;
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final StatsStorage STORAGE = new InMemoryStatsStorage();
    private static final Chromium BROWSER = new Chromium();

    private static volatile boolean goesOn = true;
    private static final UIServer SERVER = VertxUIServer.getInstance(ANY_FREE_PORT, false, null);

    @BeforeAll
    static void train() {
        SERVER.attach(STORAGE);
        start("deep sigmoid", Patients.deep(10, Activation.SIGMOID, WeightInit.XAVIER, .1));
        start("three layers", Patients.deep(3, Activation.RELU, WeightInit.RELU, .1));
    }

    private static void start(String session, MultiLayerNetwork network) {
        GradientHealthListener health = GradientHealthListener.builder().quiet().build();
        network.setListeners(health, LiveReport.of(health, STORAGE).named(session));
        Thread training = new Thread(() -> {
            while (goesOn) {
                network.fit(Patients.moons(200, 1), 1);
                pause();
            }
        });
        training.setDaemon(true);
        training.start();
    }

    /** Leaves the machine time for the browser. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        goesOn = false;
        BROWSER.close();
        UIServer.stopInstance();
    }

    private static void waitFor(String condition) {
        new WebDriverWait(BROWSER.driver, PATIENCE)
                .until(driver -> Boolean.TRUE.equals(BROWSER.run("return " + condition)));
    }

    private static void openReport(String session, int width, boolean dark) {
        BROWSER.open(SERVER.getAddress() + "/gradient-doctor", width, dark);
        waitFor("document.querySelectorAll('.links a').length === 2");
        BROWSER.driver.findElement(By.linkText(session)).click();
        waitFor("document.querySelectorAll('.chart canvas').length > 2");
    }

    private static String version() {
        return String.valueOf(BROWSER.run("return document.body.dataset.version"));
    }

    @Test
    void theListShowsBothTrainings() throws IOException {
        BROWSER.open(SERVER.getAddress() + "/gradient-doctor", DESK, false);
        waitFor("document.querySelectorAll('.links a').length === 2");
        Checks.noBarriers(BROWSER);
        BROWSER.screenshot("live-list");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void thePageFollowsTheTrainingAndKeepsTheReadersPlace() throws IOException {
        openReport("deep sigmoid", DESK, false);
        BROWSER.run("document.querySelectorAll('details')[1].open = true;"
                + "document.querySelectorAll('.chart')[1].focus({preventScroll: true});"
                + "window.scrollTo({top: 1500, behavior: 'instant'})");
        String before = version();
        String title = heading();
        double top = headingTop();
        waitFor("document.body.dataset.version !== '" + before + "'");
        assertThat(heading()).isEqualTo(title);
        assertThat(headingTop()).isBetween(top - 2, top + 2);
        assertThat(BROWSER.run("return document.querySelectorAll('details')[1].open"))
                .isEqualTo(true);
        assertThat(BROWSER.run("return document.activeElement === document.querySelectorAll('.chart')[1]"))
                .isEqualTo(true);
        Checks.drawn(BROWSER);
        BROWSER.screenshot("live-report-light");
        assertThat(BROWSER.complaints()).isEmpty();
        assertThat(BROWSER.requests())
                .hasSizeGreaterThan(2)
                .allSatisfy(address -> assertThat(address).startsWith(SERVER.getAddress() + "/gradient-doctor"));
    }

    @Test
    void aZoomedChartStaysZoomed() {
        openReport("three layers", DESK, false);
        pressPause();
        double[] all = shown();
        new Actions(BROWSER.driver)
                .moveToElement(BROWSER.driver.findElement(By.cssSelector(".chart .u-over")))
                .clickAndHold()
                .moveByOffset(150, 0)
                .release()
                .perform();
        double[] part = shown();
        assertThat(part[0]).isGreaterThan(all[0]);
        assertThat(part[1]).isLessThan(all[1]);
        String before = version();
        pressPause();
        waitFor("document.body.dataset.version !== '" + before + "'");
        assertThat(shown()).isEqualTo(part);
        assertThat(BROWSER.complaints()).isEmpty();
    }

    /** The range of the first chart's horizontal axis. */
    private static double[] shown() {
        String range = String.valueOf(BROWSER.run("return document.querySelector('.chart').dataset.shown"));
        return Arrays.stream(range.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Of the part at the upper rim of the window. */
    private static String heading() {
        return String.valueOf(BROWSER.run("return Array.from(document.querySelectorAll('section'))"
                + ".find(each => each.getBoundingClientRect().bottom > 0).querySelector('h2').textContent"));
    }

    private static double headingTop() {
        return ((Number) BROWSER.run("return Array.from(document.querySelectorAll('section'))"
                        + ".find(each => each.getBoundingClientRect().bottom > 0).getBoundingClientRect().top"))
                .doubleValue();
    }

    @Test
    void thePageIsReadableOnAPhoneInTheDarkAndByKeyboard() throws IOException {
        openReport("three layers", PHONE, true);
        Checks.drawn(BROWSER);
        Checks.noScrollingSideways(BROWSER);
        BROWSER.screenshot("live-report-dark-phone");
        openReport("three layers", DESK, true);
        pressPause();
        Checks.noBarriers(BROWSER);
        Checks.reachedByKeyboard(BROWSER);
        assertThat(BROWSER.complaints()).isEmpty();
    }

    /** A second time it lets the page go on; by script, which does not scroll to the button. */
    private static void pressPause() {
        BROWSER.run("document.querySelector('.live .pause').click()");
    }

    @Test
    void aPausedPageStaysAsItIs() throws InterruptedException {
        openReport("three layers", DESK, false);
        pressPause();
        String before = version();
        BROWSER.requests();
        Thread.sleep(6000);
        assertThat(version()).isEqualTo(before);
        assertThat(BROWSER.requests()).isEmpty();
        BROWSER.driver.findElement(By.cssSelector(".live .pause")).click();
        waitFor("document.body.dataset.version !== '" + before + "'");
    }
}
