package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;

/** The weights of one layer ten thousand times too small. */
@AutoService(Alteration.class)
public final class OneLayerTooSmall extends WeightsOfOneLayer {
    public OneLayerTooSmall() {
        super("one layer's weights too small", 1e-4, new WeightsTooSmall());
    }
}
