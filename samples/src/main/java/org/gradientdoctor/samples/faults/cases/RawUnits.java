package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each column in a unit of its own, from a tenth to a thousand times what is sound, none of them centered. */
@AutoService(Alteration.class)
public final class RawUnits implements Alteration {
    private static final int STEPS = 4;

    @Override
    public String name() {
        return "raw units";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.kind == Kind.ROWS;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.features(data, features -> {
            INDArray raw = features.dup();
            for (int column = 0; column < raw.size(1); column++) {
                double unit = Math.pow(10, 3 - column % (STEPS + 1));
                raw.getColumn(column).addi(3).muli(unit);
            }
            return raw;
        });
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.INPUT_SCALE);
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
