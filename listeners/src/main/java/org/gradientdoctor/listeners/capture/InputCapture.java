package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads a network's inputs by column. */
public final class InputCapture {
    private InputCapture() {}

    /**
     * @param inputs one array [examples, …] for each input of the network
     * @param masks one for each, null where there is none
     */
    public static List<InputReading> read(
            WatchedNetwork network, List<INDArray> inputs, List<? extends @Nullable INDArray> masks) {
        List<InputReading> readings = new ArrayList<>();
        for (int i = 0; i < Math.min(inputs.size(), network.inputNames().size()); i++) {
            INDArray input = inputs.get(i);
            if (input.rank() >= 2 && input.length() > 0) {
                String name = network.inputNames().get(i);
                readings.add(reading(name, network.readersOf(name), input, i < masks.size() ? masks.get(i) : null));
            }
        }
        return readings;
    }

    private static InputReading reading(
            String name, List<WatchedLayer> readers, INDArray input, @Nullable INDArray mask) {
        List<LayerAnatomy> layers = readers.stream()
                .filter(reader -> reader.anatomy() != null)
                .map(WatchedLayer::layer)
                .toList();
        boolean known = !layers.isEmpty() && layers.size() == readers.size();
        TensorView view = TensorView.of(input);
        int dimension = layers.isEmpty() ? 1 : layers.get(0).unitDimension(view.rank());
        UnitSummary columns = view.units(dimension, ResponsiveRange.unbounded(), valid(view, dimension, mask));
        return new InputReading(
                name,
                columns,
                known && layers.stream().allMatch(LayerAnatomy::isLookup),
                known && layers.stream().allMatch(layer -> isNormalizing(layer, columns)));
    }

    private static boolean isNormalizing(LayerAnatomy layer, UnitSummary columns) {
        return FixedNormalization.is(layer)
                ? FixedNormalization.of(layer).fits(columns)
                : layer.configuration() instanceof BatchNormalization;
    }

    private static boolean @Nullable [] valid(TensorView features, int dimension, @Nullable INDArray mask) {
        if (features.rank() == 3) {
            int steps = features.size(3 - dimension);
            boolean[] flags = Masks.bySteps(mask, features.size(0), steps);
            // In front of a layer that reads step by step Deeplearning4j has laid the mask out as it lays out outputs.
            return flags == null ? Masks.ofSequenceOutput(mask, features.size(0), steps) : flags;
        }
        return features.rank() == 2 ? Masks.byRows(mask, features.size(0)) : null;
    }
}
