package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What the layers of a stack are called. Deeplearning4j takes a name twice, and calls a layer object that is added twice
 * by one name; findings and remedies need one for each.
 */
public final class StackNames {
    private StackNames() {}

    /** Each layer's name; its index where it has none or one that an earlier layer has already. */
    public static List<String> of(MultiLayerConfiguration configuration) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            @Nullable String given = layer.getLayer().getLayerName();
            boolean usable = given != null && !given.isEmpty() && taken.add(given);
            names.add(usable ? given : free(String.valueOf(names.size()), taken));
        }
        return names;
    }

    /** An index that is an earlier layer's name gets a sign behind it. */
    private static String free(String index, Set<String> taken) {
        String name = index;
        while (!taken.add(name)) {
            name += "+";
        }
        return name;
    }
}
