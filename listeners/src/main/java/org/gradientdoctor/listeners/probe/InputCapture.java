package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.Masks;
import org.gradientdoctor.listeners.capture.TensorView;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads a network's inputs by column. */
final class InputCapture {
    private InputCapture() {}

    static List<InputReading> read(WatchedNetwork network, Route route, ProbeBatch batch) {
        List<InputReading> inputs = new ArrayList<>();
        for (int i = 0; i < route.inputs().size(); i++) {
            List<LayerAnatomy> readers = new ArrayList<>();
            boolean layersOnly = true;
            for (int station : route.readersOf(i)) {
                LayerAnatomy anatomy = network.layers().get(station).anatomy();
                if (anatomy == null) {
                    layersOnly = false;
                } else {
                    readers.add(anatomy);
                }
            }
            boolean known = layersOnly && !readers.isEmpty();
            INDArray features = batch.feature(i);
            TensorView view = TensorView.of(features);
            int dimension = readers.isEmpty() ? 1 : readers.get(0).unitDimension(view.rank());
            inputs.add(new InputReading(
                    route.inputs().get(i),
                    view.units(dimension, ResponsiveRange.unbounded(), valid(view, dimension, batch.featureMask(i))),
                    known && readers.stream().allMatch(LayerAnatomy::isLookup),
                    known
                            && readers.stream()
                                    .allMatch(reader -> reader.configuration() instanceof BatchNormalization)));
        }
        return inputs;
    }

    private static boolean @Nullable [] valid(TensorView features, int dimension, @Nullable INDArray mask) {
        return features.rank() == 3
                ? Masks.bySteps(mask, features.size(0), features.size(3 - dimension))
                : features.rank() == 2 ? Masks.byRows(mask, features.size(0)) : null;
    }
}
