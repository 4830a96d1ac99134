package org.gradientdoctor.remedies.repair;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.Provenance;
import org.nd4j.linalg.factory.Nd4j;

/** Collects the provenance of a repair. */
final class Origin {
    private static final int DIGITS = 16;

    private Origin() {}

    static Provenance of(Laboratory laboratory) {
        return new Provenance(
                version(Origin.class),
                version(MultiLayerNetwork.class),
                Runtime.version().toString(),
                Nd4j.getBackend().getClass().getSimpleName(),
                hash(json(laboratory.start().model())),
                laboratory.training().description(),
                laboratory.validation().description(),
                IntStream.range(0, laboratory.plan().seeds())
                        .mapToObj(laboratory::seed)
                        .toList(),
                laboratory.metric().toString(),
                laboratory.planned(),
                laboratory.plan().timeLimit().isEmpty());
    }

    private static String version(Class<?> of) {
        String version = of.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
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
