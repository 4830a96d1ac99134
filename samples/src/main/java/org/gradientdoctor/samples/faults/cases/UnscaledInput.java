package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** Features 255 times too large, as pixels that were not divided. */
@AutoService(Alteration.class)
public final class UnscaledInput implements Alteration {
    private static final double FACTOR = 255;

    @Override
    public String name() {
        return "unscaled input";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.features(data, features -> features.mul(FACTOR));
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.INPUT_SCALE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.UNSCALED_INPUT,
                Symptom.STALLED_LOSS,
                Symptom.OSCILLATING_LOSS,
                Symptom.DIVERGING_LOSS,
                Symptom.UPDATE_TOO_LARGE,
                Symptom.SATURATED_ACTIVATION,
                Symptom.DEAD_UNITS,
                Symptom.EXPLODING_GRADIENT,
                Symptom.COLLAPSED_SIGNAL);
    }
}
