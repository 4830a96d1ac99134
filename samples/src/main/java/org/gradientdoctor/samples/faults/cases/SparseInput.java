package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** Each feature told by three columns, two of which are zero: the small, the large and the negative ones apart. */
@AutoService(Alteration.class)
public final class SparseInput implements Alteration {
    @Override
    public String name() {
        return "sparse input";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.kind != Kind.SEQUENCES;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.features(data, Changed::sparse);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.INPUT_SCALE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.UNSCALED_INPUT, Symptom.DEAD_UNITS, Symptom.STALLED_LOSS);
    }
}
