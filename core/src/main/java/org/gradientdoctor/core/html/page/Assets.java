package org.gradientdoctor.core.html.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/** What is copied into every page: our own style and script, and the library that draws line charts. */
final class Assets {
    /** uPlot in its web jar: the file that names its version, and the directory that has the version for a name. */
    private static final String CHART_LIBRARY_POM = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private static final String CHART_LIBRARIES = "/META-INF/resources/webjars/uplot/";

    private Assets() {}

    static String style() {
        return read(chartLibrary() + "dist/uPlot.min.css") + "\n" + read("page.css");
    }

    static String script() {
        String license = read(chartLibrary() + "LICENSE").replace("*/", "* /");
        return "/* uPlot\n" + license + "*/\n" + read(chartLibrary() + "dist/uPlot.iife.min.js") + "\n"
                + read("page.js");
    }

    /** Where uPlot's files are, of whatever version is on the class path. */
    private static String chartLibrary() {
        Properties pom = new Properties();
        try {
            pom.load(new StringReader(read(CHART_LIBRARY_POM)));
        } catch (IOException e) {
            throw new UncheckedIOException(CHART_LIBRARY_POM + " could not be read from the class path", e);
        }
        return CHART_LIBRARIES + pom.getProperty("version") + "/";
    }

    /** A script's SHA-256 as a content security policy names it. */
    static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is not on the class path: add org.webjars.npm:uplot, on which gradient-doctor-core"
                                + " depends");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be read from the class path", e);
        }
    }
}
