package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Half of the activations dropped. */
@AutoService(Alteration.class)
public final class DropOut implements Alteration {
    @Override
    public String name() {
        return "dropout";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.metric != Metric.FIT
                && plan.kind != Kind.SEQUENCES
                && plan.depth >= 2
                && plan.depth <= 8
                && plan.width >= 16
                && !plan.normalized;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.dropOut = .5;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_REGULARIZATION);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.STALLED_LOSS, Symptom.OSCILLATING_LOSS, Symptom.DEAD_UNITS);
    }
}
