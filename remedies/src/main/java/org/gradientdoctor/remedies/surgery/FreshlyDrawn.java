package org.gradientdoctor.remedies.surgery;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.gradientdoctor.listeners.capture.RandomState;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which layers still have the parameters that the network's own configuration and seed draw. */
public final class FreshlyDrawn {
    private FreshlyDrawn() {}

    /**
     * Their names: layers that no training, no file and no hand has given other parameters.
     *
     * @throws IllegalArgumentException as {@link NetworkDraft#of}
     */
    public static Set<String> layers(Model model) {
        return RandomState.preserve(() -> {
            Map<String, Trainable> drawn = Holders.of(NetworkDraft.of(model).assemble());
            Set<String> layers = new LinkedHashSet<>();
            Holders.of(model).forEach((name, holder) -> {
                Trainable fresh = drawn.get(name);
                if (fresh != null && holder.numParams() > 0 && equal(holder, fresh)) {
                    layers.add(name);
                }
            });
            return layers;
        });
    }

    private static boolean equal(Trainable holder, Trainable fresh) {
        Map<String, INDArray> others = fresh.paramTable(false);
        return holder.paramTable(false).entrySet().stream()
                .allMatch(parameter -> parameter.getValue().equalsWithEps(others.get(parameter.getKey()), 0));
    }
}
