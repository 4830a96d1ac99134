package org.gradientdoctor.samples.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window, that remembers what pages complained of and what they asked for. */
final class Chromium implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final int HEIGHT = 900;

    final ChromeDriver driver;

    Chromium() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath(BROWSERS));
        options.addArguments(
                "--headless=new",
                // As root and in containers the sandbox and the shared memory are not to be had.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--disable-gpu",
                // Whatever a page asks for by name is not found.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(onPath(List.of("chromedriver"))))
                .build();
        driver = new ChromeDriver(service, options);
    }

    private static String onPath(List<String> names) {
        List<String> directories = Arrays.asList(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator));
        return names.stream()
                .flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "none of " + names + " is on the PATH: the profile 'browser'"
                                        + " tests pages in Chromium; .ci/install-browser installs it and its driver on Debian"));
    }

    /** Forgets what earlier pages complained of. */
    void open(String address, int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        complaints();
        requests();
        driver.get(address);
    }

    /** Warnings and errors of the console since the last question. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(Object::toString)
                .toList();
    }

    /** What pages have asked for since the last question, without what they carry in themselves. */
    List<String> requests() {
        List<String> addresses = new ArrayList<>();
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().forEach(entry -> {
            Map<String, Object> told = inner(new Json().toType(entry.getMessage(), Json.MAP_TYPE), "message");
            if ("Network.requestWillBeSent".equals(told.get("method"))) {
                addresses.add(
                        String.valueOf(inner(inner(told, "params"), "request").get("url")));
            }
        });
        return addresses.stream()
                .filter(address -> !address.startsWith("data:"))
                .toList();
    }

    @SuppressWarnings("unchecked") // What Chromium sends is of this form.
    private static Map<String, Object> inner(Map<String, Object> outer, String name) {
        return (Map<String, Object>) outer.getOrDefault(name, Map.of());
    }

    Object run(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(script, arguments)).orElse("");
    }

    long number(String script) {
        return ((Number) run("return " + script)).longValue();
    }

    /** The whole page, also what is below the window. */
    void screenshot(String name) throws IOException {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", whole()));
        write(name + ".png", String.valueOf(shot.get("data")));
    }

    private Map<String, Object> whole() {
        return Map.of(
                "x", 0,
                "y", 0,
                "width", number("document.documentElement.clientWidth"),
                "height", number("document.documentElement.scrollHeight"),
                "scale", 1);
    }

    void print(String name) throws IOException {
        write(
                name + ".pdf",
                String.valueOf(driver.executeCdpCommand("Page.printToPDF", Map.of("printBackground", false))
                        .get("data")));
    }

    private static void write(String name, String base64) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name), Base64.getDecoder().decode(base64));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
