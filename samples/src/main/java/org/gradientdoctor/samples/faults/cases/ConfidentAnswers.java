package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Trained on four times as long, until answers are all but certain and gradients all but nothing. */
@AutoService(Alteration.class)
public final class ConfidentAnswers implements Alteration {
    @Override
    public String name() {
        return "confident answers";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return (plan.metric == Metric.ACCURACY || plan.metric == Metric.LABEL_ACCURACY) && !plan.costly;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.iterations *= 4;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LEARNING_RATE_TOO_HIGH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.OSCILLATING_LOSS, Symptom.DIVERGING_LOSS, Symptom.UPDATE_TOO_LARGE);
    }
}
