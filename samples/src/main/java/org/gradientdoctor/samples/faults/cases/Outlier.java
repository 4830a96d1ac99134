package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One example of values around a million. */
@AutoService(Alteration.class)
public final class Outlier implements Alteration {
    private static final double SIZE = 1e6;

    @Override
    public String name() {
        return "outlier";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.trainingFeatures(data, features -> {
            INDArray changed = features.dup('c');
            changed.slice(0).addi(1).muli(SIZE);
            return changed;
        });
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.FAULTY_DATA, Cause.INPUT_SCALE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.UNSCALED_INPUT,
                Symptom.EXPLODING_GRADIENT,
                Symptom.UPDATE_TOO_LARGE,
                Symptom.DIVERGING_LOSS,
                Symptom.OSCILLATING_LOSS,
                Symptom.NON_FINITE_VALUE,
                Symptom.DEAD_UNITS,
                Symptom.SATURATED_ACTIVATION);
    }
}
