package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link MultiLayerNetwork} under watch. */
final class WatchedStack extends WatchedNetwork {
    private final MultiLayerNetwork stack;

    WatchedStack(MultiLayerNetwork stack) {
        super(stack, layers(stack), outputs(stack));
        this.stack = stack;
    }

    private static List<WatchedLayer> layers(MultiLayerNetwork stack) {
        ProfileCapture capture = new ProfileCapture();
        List<WatchedLayer> watched = new ArrayList<>();
        Layer[] layers = stack.getLayers();
        List<String> names = StackNames.of(stack.getLayerWiseConfigurations());
        for (int i = 0; i < layers.length; i++) {
            List<Layer> consumers = i + 1 < layers.length ? List.of(layers[i + 1]) : List.of();
            List<WatchedLayer> inputs = i == 0 ? List.of() : List.of(watched.get(i - 1));
            List<String> from = inputs.stream().map(WatchedLayer::name).toList();
            watched.add(capture.layer(names.get(i), String.valueOf(i), layers[i], from, inputs, consumers));
        }
        return watched;
    }

    private static List<IOutputLayer> outputs(MultiLayerNetwork stack) {
        Layer last = stack.getOutputLayer();
        return LayerAnatomy.of(last).running() instanceof IOutputLayer output ? List.of(output) : List.of();
    }

    @Override
    INDArray flatGradient() {
        return stack.getGradientsViewArray();
    }

    @Override
    List<INDArray> inputs() {
        return present(stack.getInput());
    }

    @Override
    List<@Nullable INDArray> inputMasks() {
        INDArray mask = stack.getLayer(0).getMaskArray();
        return mask == null ? List.of() : List.of(mask);
    }

    @Override
    List<String> inputNames() {
        return List.of("input");
    }

    @Override
    List<WatchedLayer> readersOf(String input) {
        return layers().subList(0, 1);
    }

    @Override
    @Nullable
    INDArray activation(Forward forward, int layer) {
        List<INDArray> list = forward.list();
        return list != null && layer + 1 < list.size() ? list.get(layer + 1) : null;
    }
}
