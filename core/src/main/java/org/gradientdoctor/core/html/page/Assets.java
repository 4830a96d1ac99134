package org.gradientdoctor.core.html.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What is copied into every page: our own style and script, and the library that draws line charts. */
final class Assets {
    /** The directory of uPlot in its web jar; the version is that of the parent's POM. */
    private static final String CHART_LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/";

    private Assets() {}

    static String style() {
        return read(CHART_LIBRARY + "dist/uPlot.min.css") + "\n" + read("page.css");
    }

    static String script() {
        String license = read(CHART_LIBRARY + "LICENSE").replace("*/", "* /");
        return "/* uPlot\n" + license + "*/\n" + read(CHART_LIBRARY + "dist/uPlot.iife.min.js") + "\n"
                + read("page.js");
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
