package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** One label of ten is wrong. */
@AutoService(Alteration.class)
public final class NoisyLabels implements Alteration {
    private static final double SHARE = .1;

    @Override
    public String name() {
        return "noisy labels";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.metric == Metric.ACCURACY || plan.metric == Metric.LABEL_ACCURACY;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.trainingLabels(data, labels -> Changed.noisy(labels, SHARE, draw));
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.FAULTY_DATA);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.STALLED_LOSS, Symptom.OSCILLATING_LOSS);
    }
}
