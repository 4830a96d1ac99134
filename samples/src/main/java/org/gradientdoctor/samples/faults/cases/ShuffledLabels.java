package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/** Labels that belong to other examples: no single run can show that from within. */
@AutoService(Alteration.class)
public final class ShuffledLabels implements Alteration {
    @Override
    public String name() {
        return "shuffled labels";
    }

    @Override
    public boolean combines() {
        return false;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.trainingLabels(data, labels -> Changed.shuffled(labels, draw));
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.FAULTY_DATA);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.STALLED_LOSS);
    }
}
