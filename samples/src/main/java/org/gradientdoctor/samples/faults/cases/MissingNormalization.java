package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** No batch normalization where weights and rate were chosen with it. */
@AutoService(Alteration.class)
public final class MissingNormalization implements Alteration {
    @Override
    public String name() {
        return "missing normalization";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.normalized;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.normalized = false;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_DEPTH, Cause.WEIGHT_SCALE_TOO_SMALL, Cause.LEARNING_RATE_TOO_HIGH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.VANISHING_GRADIENT,
                Symptom.EXPLODING_GRADIENT,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.STALLED_LOSS,
                Symptom.DEAD_UNITS,
                Symptom.UPDATE_TOO_LARGE,
                Symptom.UNTRAINED_LAYER,
                Symptom.POOR_INITIALIZATION);
    }
}
