package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** Numbers to be told in the thousands. */
@AutoService(Alteration.class)
public final class UnscaledLabels implements Alteration {
    private static final double FACTOR = 1000;

    @Override
    public String name() {
        return "unscaled labels";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.metric == Metric.FIT;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.labels(data, labels -> labels.add(2).mul(FACTOR));
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LABEL_SCALE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.EXPLODING_GRADIENT,
                Symptom.DIVERGING_LOSS,
                Symptom.STALLED_LOSS,
                Symptom.OSCILLATING_LOSS,
                Symptom.UPDATE_TOO_LARGE,
                Symptom.UPDATE_TOO_SMALL,
                Symptom.NON_FINITE_VALUE,
                Symptom.OUTPUT_LOSS_MISMATCH,
                Symptom.DEAD_UNITS,
                Symptom.SATURATED_ACTIVATION);
    }
}
