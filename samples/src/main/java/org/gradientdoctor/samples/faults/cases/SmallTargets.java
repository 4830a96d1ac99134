package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** Numbers to be told of a tenth of the usual size, so that the loss is small from the start. */
@AutoService(Alteration.class)
public final class SmallTargets implements Alteration {
    private static final double FACTOR = .1;

    @Override
    public String name() {
        return "small targets";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.metric == Metric.FIT;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.labels(data, labels -> labels.mul(FACTOR));
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LABEL_SCALE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.UPDATE_TOO_SMALL, Symptom.STALLED_LOSS, Symptom.OUTPUT_LOSS_MISMATCH);
    }
}
