package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Hidden weights ten to a hundred times too small. */
@AutoService(Alteration.class)
public final class WeightsTooSmall implements Alteration {
    @Override
    public String name() {
        return "weights too small";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.weightFactor = .1 * Math.pow(.1, draw.nextDouble());
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.WEIGHT_SCALE_TOO_SMALL);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.VANISHING_GRADIENT,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.POOR_INITIALIZATION,
                Symptom.STALLED_LOSS,
                Symptom.UPDATE_TOO_SMALL,
                Symptom.UNTRAINED_LAYER);
    }
}
