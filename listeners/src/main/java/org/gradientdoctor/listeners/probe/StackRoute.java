package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.WatchedNetwork;

/** The way through a stack. */
final class StackRoute extends Route {
    private final MultiLayerNetwork stack;

    StackRoute(MultiLayerNetwork stack, WatchedNetwork watched) {
        super(List.of("input"), stations(stack, watched));
        this.stack = stack;
    }

    private static List<Station> stations(MultiLayerNetwork stack, WatchedNetwork watched) {
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < stack.getnLayers(); i++) {
            stations.add(new LayerStation(stack, i, watched.layers().get(i).name()));
        }
        return stations;
    }

    @Override
    List<Integer> outputs() {
        int last = stations().size() - 1;
        return stations().get(last).output() == null ? List.of() : List.of(last);
    }

    @Override
    int labelArrays() {
        return 1;
    }

    @Override
    int labelOf(int station) {
        return 0;
    }

    @Override
    void load(ProbeBatch batch) {
        stack.clearLayerMaskArrays();
        stack.setInput(batch.feature(0));
        stack.setLabels(batch.label(0));
        stack.setLayerMaskArrays(batch.featureMask(0), batch.labelMask(0));
        if (stack.getOutputLayer() instanceof IOutputLayer output) {
            output.setLabels(batch.label(0));
        }
    }

    @Override
    void prepareScore(ProbeBatch batch) {
        // The output layer's mask stays as it is.
    }

    @Override
    double regularization() {
        return stack.calcRegularizationScore(true);
    }

    @Override
    boolean changesRows() {
        return false;
    }

    @Override
    void clear() {
        for (Layer layer : stack.getLayers()) {
            layer.clear();
            layer.clearNoiseWeightParams();
        }
        stack.setInput(null);
        stack.setLabels(null);
    }
}
