package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Batches of four with momentum, at a rate to match: noisy, and healthy. */
@AutoService(Alteration.class)
public final class SmallBatches implements Alteration {
    private static final int BATCH = 4;

    @Override
    public String name() {
        return "small batches with momentum";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return (plan.optimizer == Optimizer.SGD || plan.optimizer == Optimizer.MOMENTUM)
                && !plan.normalized
                && !plan.costly;
    }

    @Override
    public void change(Plan plan, Random draw) {
        // Momentum of .9 makes each step ten times as long; a batch's noise falls with the root of its size.
        plan.rate /= (plan.optimizer == Optimizer.SGD ? 10 : 1) * Math.sqrt((double) plan.batch / BATCH);
        plan.optimizer = Optimizer.MOMENTUM;
        plan.batch = BATCH;
        plan.iterations = plan.iterations * 3 / 2;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LEARNING_RATE_TOO_HIGH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.OSCILLATING_LOSS, Symptom.UPDATE_TOO_LARGE);
    }
}
