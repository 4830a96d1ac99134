package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** Features that are all far on one side of zero. */
@AutoService(Alteration.class)
public final class ShiftedInput implements Alteration {
    private static final double SHIFT = 50;

    @Override
    public String name() {
        return "shifted input";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.features(data, features -> features.add(SHIFT));
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
