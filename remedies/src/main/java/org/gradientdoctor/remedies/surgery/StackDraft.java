package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The draft of a {@link MultiLayerNetwork}. */
final class StackDraft extends NetworkDraft {
    private final MultiLayerConfiguration configuration;

    StackDraft(MultiLayerNetwork network) {
        this(network, network.getLayerWiseConfigurations().toJson());
    }

    private StackDraft(Model source, String json) {
        this(source, MultiLayerConfiguration.fromJson(json));
    }

    private StackDraft(Model source, MultiLayerConfiguration configuration) {
        super(source, layers(configuration));
        this.configuration = configuration;
    }

    private static List<LayerDraft> layers(MultiLayerConfiguration configuration) {
        List<String> names = names(configuration);
        List<LayerDraft> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> inputs = i == 0 ? List.of() : List.of(names.get(i - 1));
            layers.add(LayerDraft.of(names.get(i), inputs, configuration.getConf(i)));
        }
        return layers;
    }

    /** Each layer's name; its index where it has none or one that an earlier layer has already. */
    static List<String> names(MultiLayerConfiguration configuration) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            @Nullable String given = layer.getLayer().getLayerName();
            String name = given == null || given.isEmpty() || !taken.add(given) ? String.valueOf(names.size()) : given;
            names.add(name);
        }
        return names;
    }

    @Override
    public Optional<LayerDraft> find(String name) {
        return super.find(name)
                .or(() -> layers().stream()
                        .filter(layer -> String.valueOf(layers().indexOf(layer)).equals(name))
                        .findFirst());
    }

    @Override
    public String networkClass() {
        return "MultiLayerNetwork";
    }

    @Override
    public long seed() {
        return configuration.getConf(0).getSeed();
    }

    @Override
    public DataType dataType() {
        return configuration.getDataType();
    }

    @Override
    public int iterations() {
        return configuration.getIterationCount();
    }

    @Override
    public int epochs() {
        return configuration.getEpochCount();
    }

    @Override
    Model assemble() {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    @Override
    NetworkDraft copyOfConfiguration(Model source) {
        return new StackDraft(source, configuration.toJson());
    }
}
