package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.StackNames;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The draft of a {@link MultiLayerNetwork}.
 *
 * <p>An unnamed layer is known by its index, which moves where layers are inserted or removed before it. So the first
 * such edit writes into the configuration the name that each layer has at that moment: whoever holds a name, a
 * recommendation or the carrying of parameters, finds the same layer afterwards.
 */
final class StackDraft extends NetworkDraft {
    private final MultiLayerConfiguration configuration;

    StackDraft(MultiLayerNetwork network) {
        this(network, ConfigurationCopy.of(network));
    }

    private StackDraft(Model source, String json) {
        this(source, MultiLayerConfiguration.fromJson(json));
    }

    private StackDraft(Model source, MultiLayerConfiguration configuration) {
        super(source, layers(configuration));
        this.configuration = configuration;
    }

    private static List<LayerDraft> layers(MultiLayerConfiguration configuration) {
        List<String> names = StackNames.of(configuration);
        List<LayerDraft> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> inputs = i == 0 ? List.of() : List.of(names.get(i - 1));
            layers.add(LayerDraft.of(names.get(i), inputs, configuration.getConf(i)));
        }
        return layers;
    }

    /** By name or by index; not by index where names are former indices, which a new index would be mistaken for. */
    @Override
    public Optional<LayerDraft> find(String name) {
        return named(name).or(() -> {
            List<LayerDraft> layers = layers();
            boolean moved = IntStream.range(0, layers.size())
                    .anyMatch(i -> layers.get(i).name().matches("\\d+")
                            && !layers.get(i).name().equals(String.valueOf(i)));
            return moved
                    ? Optional.empty()
                    : IntStream.range(0, layers.size())
                            .filter(i -> String.valueOf(i).equals(name))
                            .mapToObj(layers::get)
                            .findFirst();
        });
    }

    @Override
    public void replace(String layer, Layer replacement) {
        int index = index(layer);
        replacement.setLayerName(configuration.getConf(index).getLayer().getLayerName());
        configuration.getConf(index).setLayer(replacement);
        configuration.getConf(index).clearVariables();
        rewired(layers(configuration));
    }

    @Override
    public void insertAfter(String layer, String name, Layer inserted, @Nullable InputPreProcessor preProcessor) {
        requireFree(name);
        int place = index(layer) + 1;
        if (place == configuration.getConfs().size()) {
            throw new IllegalArgumentException("layer \"" + layer
                    + "\" is the output of this MultiLayerNetwork, and nothing is inserted behind it:"
                    + " name a hidden layer");
        }
        keepNames();
        configuration
                .getConfs()
                .add(place, NewLayer.of(inserted, name, configuration.getConf(place - 1), nearest(place - 1)));
        shiftPreProcessors(place, 1);
        if (preProcessor != null) {
            configuration.getInputPreProcessors().put(place, preProcessor);
        }
        rewired(layers(configuration));
    }

    @Override
    public void insertBefore(String layer, String name, Layer inserted, @Nullable InputPreProcessor preProcessor) {
        requireFree(name);
        int place = index(layer);
        keepNames();
        configuration.getConfs().add(place, NewLayer.of(inserted, name, configuration.getConf(place), nearest(place)));
        @Nullable
        InputPreProcessor joint =
                PreProcessors.inTurn(configuration.getInputPreProcessors().remove(place), preProcessor);
        shiftPreProcessors(place, 1);
        if (joint != null) {
            configuration.getInputPreProcessors().put(place, joint);
        }
        rewired(layers(configuration));
    }

    @Override
    public void lead(String layer, String from, String to) {
        throw new IllegalStateException("in a stack each layer reads the one before it, and no other can be led there");
    }

    @Override
    public void remove(String layer) {
        int place = index(layer);
        if (place == configuration.getConfs().size() - 1) {
            throw new IllegalArgumentException("layer \"" + layer
                    + "\" is the output of this MultiLayerNetwork and is not removed: name a hidden layer");
        }
        keepNames();
        configuration.getConfs().remove(place);
        Map<Integer, InputPreProcessor> preProcessors = configuration.getInputPreProcessors();
        @Nullable
        InputPreProcessor joint = PreProcessors.inTurn(preProcessors.remove(place), preProcessors.remove(place + 1));
        shiftPreProcessors(place + 1, -1);
        if (joint != null) {
            configuration.getInputPreProcessors().put(place, joint);
        }
        rewired(layers(configuration));
    }

    @Override
    public void bypass(Bypass bypass) {
        throw new IllegalStateException("a stack has no skip connections: the remedy has to say that it changes the"
                + " network's class, and is given a graph then");
    }

    private int index(String name) {
        return layers().indexOf(layer(name));
    }

    private void keepNames() {
        List<String> names = StackNames.of(configuration);
        for (int i = 0; i < names.size(); i++) {
            configuration.getConf(i).getLayer().setLayerName(names.get(i));
        }
    }

    /** The layer at this place, those before it, and then those behind it. */
    private List<LayerDraft> nearest(int place) {
        List<LayerDraft> before = new ArrayList<>(layers().subList(0, place + 1));
        Collections.reverse(before);
        return Stream.concat(before.stream(), layers().stream().skip(place + 1L))
                .toList();
    }

    private void shiftPreProcessors(int from, int by) {
        Map<Integer, InputPreProcessor> shifted = new HashMap<>();
        configuration
                .getInputPreProcessors()
                .forEach((place, preProcessor) -> shifted.put(place >= from ? place + by : place, preProcessor));
        configuration.setInputPreProcessors(shifted);
    }

    GraphDraft toGraph() {
        return new GraphDraft(source(), StackToGraph.convert(configuration, StackNames.of(configuration)));
    }

    @Override
    public Optional<InputPreProcessor> preProcessor(String layer) {
        return Optional.ofNullable(configuration.getInputPreProcess(index(layer)));
    }

    @Override
    List<String> inputs() {
        return List.of();
    }

    @Override
    public Map<String, String> vertices() {
        return Map.of();
    }

    @Override
    public Map<String, GraphVertex> plainVertices() {
        return Map.of();
    }

    @Override
    public Optional<Truncation> truncation() {
        return configuration.getBackpropType() == BackpropType.TruncatedBPTT
                ? Optional.of(new Truncation(configuration.getTbpttFwdLength(), configuration.getTbpttBackLength()))
                : Optional.empty();
    }

    @Override
    public void truncate(Truncation truncation) {
        configuration.setBackpropType(BackpropType.TruncatedBPTT);
        configuration.setTbpttFwdLength(truncation.forward());
        configuration.setTbpttBackLength(truncation.backward());
    }

    @Override
    public List<String> readers(String layer) {
        int next = index(layer) + 1;
        return next < layers().size() ? List.of(layers().get(next).name()) : List.of();
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
