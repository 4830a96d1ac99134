package org.gradientdoctor.remedies.surgery;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which layers of a network hold NaN or infinities among their parameters. */
public final class NonFiniteParameters {
    private NonFiniteParameters() {}

    /** Their names; empty for a network whose parameters are all finite. */
    public static Set<String> layers(Model model) {
        Set<String> layers = new LinkedHashSet<>();
        Holders.of(model).forEach((name, holder) -> {
            Map<String, INDArray> parameters = holder.paramTable(false);
            if (parameters != null && hasNonFinite(parameters.values())) {
                layers.add(name);
            }
        });
        return layers;
    }

    private static boolean hasNonFinite(Collection<INDArray> arrays) {
        // 0 · x is NaN where x is NaN or infinite and 0 elsewhere, so the sum neither overflows nor hides one.
        return arrays.stream()
                .anyMatch(array -> Double.isNaN(array.mul(0).sumNumber().doubleValue()));
    }
}
