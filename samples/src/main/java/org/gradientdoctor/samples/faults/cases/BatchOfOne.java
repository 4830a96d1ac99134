package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** One example in each batch, with a rate to match: noisy, and healthy. */
@AutoService(Alteration.class)
public final class BatchOfOne implements Alteration {
    @Override
    public String name() {
        return "batches of one";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.metric != Metric.FIT && !plan.normalized && plan.steps == 0 && plan.depth <= 5 && plan.batch <= 64;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.batch = 1;
        plan.rate /= 8;
        plan.iterations *= 6;
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
