package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Lower layers of a trained network kept as they are. */
@AutoService(Alteration.class)
public final class FrozenLayers implements Alteration {
    @Override
    public String name() {
        return "frozen lower layers";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.depth >= 3 && !plan.remembers;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.trainedBefore = plan.iterations;
        plan.frozen = 1 + draw.nextInt(plan.depth / 2);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LEARNING_RATE_TOO_LOW);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.UNTRAINED_LAYER, Symptom.STALLED_LOSS);
    }
}
