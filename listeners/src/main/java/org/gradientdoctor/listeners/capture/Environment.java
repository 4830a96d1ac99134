package org.gradientdoctor.listeners.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** Versions of what a network is trained with, for reports. */
final class Environment {

    private Environment() {}

    static Map<String, String> read() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Gradient Doctor", version("org.gradientdoctor/gradient-doctor-listeners"));
        versions.put("Deeplearning4j", version("org.deeplearning4j/deeplearning4j-nn"));
        versions.put("ND4J backend", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("Java", Runtime.version().toString());
        return versions;
    }

    /** Maven leaves the version in every jar it builds; a directory of classes has none. */
    private static String version(String artifact) {
        Properties properties = new Properties();
        String resource = "META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream in = Environment.class.getClassLoader().getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException unreadable) {
            return "unknown version";
        }
        return properties.getProperty("version", "unknown version");
    }
}
