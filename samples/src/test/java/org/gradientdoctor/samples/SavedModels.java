package org.gradientdoctor.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Files a user might bring. */
final class SavedModels {
    private SavedModels() {}

    /** Fisher's Iris as Deeplearning4j ships it: 150 lines, four lengths and the species. */
    static Path iris(Path folder) throws IOException {
        try (InputStream resource = SavedModels.class.getResourceAsStream("/iris.dat")) {
            return Files.write(folder.resolve("iris.csv"), resource.readAllBytes());
        }
    }

    static Path save(Path folder, String name, Model model) throws IOException {
        Path file = folder.resolve(name);
        ModelSerializer.writeModel(model, file.toFile(), true);
        return file;
    }

    /** Ten sigmoid layers: does not learn. */
    static MultiLayerNetwork sick() {
        return stack(10, Activation.SIGMOID, WeightInit.XAVIER, Activation.SOFTMAX, LossFunction.MCXENT, 3);
    }

    /** The same as a graph. */
    static ComputationGraph sickGraph() {
        ComputationGraphConfiguration.GraphBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(.1))
                .graphBuilder()
                .addInputs("flower");
        String input = "flower";
        for (int layer = 0; layer < 10; layer++) {
            DenseLayer dense = new DenseLayer.Builder()
                    .nIn(layer == 0 ? 4 : 16)
                    .nOut(16)
                    .activation(Activation.SIGMOID)
                    .build();
            layers.addLayer("hidden" + layer, dense, input);
            input = "hidden" + layer;
        }
        OutputLayer output = new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(16)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
        ComputationGraph graph = new ComputationGraph(
                layers.addLayer("species", output, input).setOutputs("species").build());
        graph.init();
        return graph;
    }

    /** Two ReLU layers: learns. */
    static MultiLayerNetwork healthy() {
        return stack(2, Activation.RELU, WeightInit.RELU, Activation.SOFTMAX, LossFunction.MCXENT, 3);
    }

    static MultiLayerNetwork stack(
            int depth, Activation hidden, WeightInit weights, Activation output, LossFunction loss, int outputs) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(.1))
                .weightInit(weights)
                .list();
        for (int layer = 0; layer < depth; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(layer == 0 ? 4 : 16)
                    .nOut(16)
                    .activation(hidden)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(loss)
                .nIn(16)
                .nOut(outputs)
                .activation(output)
                .weightInit(WeightInit.XAVIER)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    /** The same zip with one entry replaced, or removed where the new content is null. */
    static Path withEntry(Path model, String entry, byte @Nullable [] content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(model))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                entries.put(e.getName(), in.readAllBytes());
            }
        }
        entries.remove(entry);
        if (content != null) {
            entries.put(entry, content);
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(model))) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(e.getKey()));
                out.write(e.getValue());
            }
        }
        return model;
    }

    static byte[] entry(Path model, String entry) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(model))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                if (e.getName().equals(entry)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new IllegalArgumentException(model + " has no entry " + entry);
    }

    static String configuration(Path model) throws IOException {
        return new String(entry(model, ModelSerializer.CONFIGURATION_JSON), StandardCharsets.UTF_8);
    }
}
