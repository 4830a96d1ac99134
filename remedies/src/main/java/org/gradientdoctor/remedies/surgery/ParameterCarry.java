package org.gradientdoctor.remedies.surgery;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Carries parameters from one network to another, running statistics of batch normalization included. */
final class ParameterCarry {
    private ParameterCarry() {}

    /** Copies every parameter that both have under the same layer name, key and shape, but for those layers. */
    static void carry(Model from, Model to, Set<String> except) {
        Map<String, Trainable> sources = Holders.of(from);
        Holders.of(to).forEach((name, target) -> {
            Trainable source = sources.get(name);
            if (source != null && !except.contains(name)) {
                copy(source.paramTable(false), target.paramTable(false));
            }
        });
    }

    /** Sets parameters to given values, by layer name and key. */
    static void set(Map<String, Map<String, INDArray>> values, Model to) {
        Map<String, Trainable> holders = Holders.of(to);
        values.forEach((name, parameters) -> {
            Map<String, INDArray> table =
                    Objects.requireNonNull(holders.get(name)).paramTable(false);
            parameters.forEach((key, value) -> {
                INDArray target = table.get(key);
                if (target == null || target.length() != value.length()) {
                    throw new IllegalArgumentException("layer \"" + name + "\" has no parameter \"" + key + "\" of "
                            + value.length() + " numbers to set: it has " + table.keySet());
                }
                target.assign(value.reshape(target.shape()));
            });
        });
    }

    /** Copies into the arrays themselves: SameDiff layers validate what is set through their setter and drop it. */
    static void copy(Map<String, INDArray> from, Map<String, INDArray> to) {
        if (from == null || to == null) {
            return;
        }
        to.forEach((key, target) -> {
            INDArray source = from.get(key);
            if (source != null && Arrays.equals(source.shape(), target.shape())) {
                target.assign(source);
            }
        });
    }
}
