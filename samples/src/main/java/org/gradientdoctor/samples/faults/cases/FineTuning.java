package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** A trained network, trained on at a very small rate. */
@AutoService(Alteration.class)
public final class FineTuning implements Alteration {
    private static final double RATE = 1e-5;

    @Override
    public String name() {
        return "fine-tuning";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return !plan.costly;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.trainedBefore = plan.iterations;
        plan.rate = RATE;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LEARNING_RATE_TOO_LOW);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.UPDATE_TOO_SMALL, Symptom.UNTRAINED_LAYER, Symptom.STALLED_LOSS);
    }
}
