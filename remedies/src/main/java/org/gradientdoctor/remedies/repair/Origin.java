package org.gradientdoctor.remedies.repair;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.Environment;
import org.gradientdoctor.remedies.Provenance;
import org.gradientdoctor.remedies.Trial;

/** Collects the provenance of a repair. */
final class Origin {
    private static final int DIGITS = 16;
    private static final String UNKNOWN = "unknown";

    private Origin() {}

    static Provenance of(Laboratory laboratory, List<Trial> trials) {
        // As the diagnosis has them: in one jar with everything, all packages have the jar's own version.
        Map<String, String> versions = Environment.read();
        return new Provenance(
                versions.getOrDefault("Gradient Doctor", UNKNOWN),
                versions.getOrDefault("Deeplearning4j", UNKNOWN),
                versions.getOrDefault("Java", UNKNOWN),
                versions.getOrDefault("ND4J backend", UNKNOWN),
                hash(json(laboratory.start().model())),
                laboratory.training().description(),
                laboratory.validation().description(),
                Stream.concat(
                                IntStream.range(0, laboratory.plan().seeds()).mapToObj(laboratory::seed),
                                trials.stream().map(Trial::seed))
                        .distinct()
                        .toList(),
                laboratory.metric().toString(),
                laboratory.planned(),
                laboratory.plan().timeLimit().isEmpty());
    }

    private static String json(Model model) {
        return model instanceof ComputationGraph graph
                ? graph.getConfiguration().toJson()
                : ((MultiLayerNetwork) model).getLayerWiseConfigurations().toJson();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
