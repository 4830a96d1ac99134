package org.gradientdoctor.listeners.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** Versions of what a network is trained with, for reports. */
public final class Environment {
    /** Maven leaves the version in every jar it builds. */
    private static final String DEEPLEARNING4J = "META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    private static final String UNKNOWN = "unknown version";

    private Environment() {}

    /** The versions, in the order to print them. */
    public static Map<String, String> read() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Gradient Doctor", version(Environment.class.getResourceAsStream("version.properties")));
        versions.put(
                "Deeplearning4j", version(Environment.class.getClassLoader().getResourceAsStream(DEEPLEARNING4J)));
        versions.put("ND4J backend", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("Java", Runtime.version().toString());
        return versions;
    }

    private static String version(@Nullable InputStream properties) {
        Properties read = new Properties();
        try (InputStream in = properties) {
            if (in != null) {
                read.load(in);
            }
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
        return read.getProperty("version", UNKNOWN);
    }
}
