package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Many steps of blanks between what is shown and what is asked for. */
@AutoService(Alteration.class)
public final class RecurrenceTooLong implements Alteration {
    @Override
    public String name() {
        return "recurrence too long";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.remembers;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.blanks = Math.max(16, 3 * plan.steps);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.RECURRENCE_LENGTH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.VANISHING_GRADIENT, Symptom.EXPLODING_GRADIENT, Symptom.COLLAPSED_SIGNAL, Symptom.STALLED_LOSS);
    }
}
