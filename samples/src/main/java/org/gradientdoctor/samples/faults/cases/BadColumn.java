package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One column ten thousand times larger than the others. */
@AutoService(Alteration.class)
public final class BadColumn implements Alteration {
    private static final double FACTOR = 1e4;

    @Override
    public String name() {
        return "one bad column";
    }

    @Override
    public boolean reportOnly() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.kind == Kind.ROWS;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.features(data, features -> {
            INDArray changed = features.dup();
            changed.getColumn(0).muli(FACTOR);
            return changed;
        });
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.INPUT_SCALE, Cause.FAULTY_DATA);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.UNSCALED_INPUT,
                Symptom.STALLED_LOSS,
                Symptom.OSCILLATING_LOSS,
                Symptom.DIVERGING_LOSS,
                Symptom.UPDATE_TOO_LARGE,
                Symptom.SATURATED_ACTIVATION,
                Symptom.DEAD_UNITS,
                Symptom.EXPLODING_GRADIENT,
                Symptom.COLLAPSED_SIGNAL);
    }
}
