package org.gradientdoctor.listeners.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.nd4j.linalg.factory.Nd4j;

/** Versions of what a network is trained with, for reports. */
final class Environment {

    private Environment() {}

    static Map<String, String> read() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Gradient Doctor", version(Diagnosis.class));
        versions.put("Deeplearning4j", version(MultiLayerNetwork.class));
        versions.put("ND4J backend", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("Java", Runtime.version().toString());
        return versions;
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown version" : version;
    }
}
