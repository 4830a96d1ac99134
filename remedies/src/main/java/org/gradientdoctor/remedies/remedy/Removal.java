package org.gradientdoctor.remedies.remedy;

import java.io.Serializable;
import java.util.List;

/**
 * A layer to be removed.
 *
 * @param layers the layer with weights, and activation, normalization and dropout layers that belong to it
 * @param joint the layer that reads what is left: the next one with weights that stays
 */
public record Removal(List<String> layers, String joint) implements Serializable {
    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public Removal {
        layers = Given.list("layers", layers);
        Given.value("joint", joint);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to be removed: name at least one");
        }
    }

    /** The layer with weights. */
    String main() {
        return layers.get(0);
    }
}
