package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** One class twenty times rarer than the others, of more examples where they can be drawn. */
@AutoService(Alteration.class)
public final class ImbalancedClasses implements Alteration {
    private static final int RARER = 20;

    @Override
    public String name() {
        return "imbalanced classes";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.metric == Metric.ACCURACY;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.examples *= 4;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.thinned(data, RARER);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.FAULTY_DATA);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.STALLED_LOSS, Symptom.COLLAPSED_SIGNAL);
    }
}
