package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A value that is not a number in one example of a hundred. */
@AutoService(Alteration.class)
public final class NotANumber implements Alteration {
    private static final int EVERY = 100;

    @Override
    public String name() {
        return "not a number";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.trainingFeatures(data, features -> {
            INDArray changed = features.dup('c');
            for (int row = 0; row < changed.size(0); row += EVERY) {
                INDArray example = changed.slice(row).ravel();
                example.putScalar(draw.nextInt(Math.toIntExact(example.length())), Double.NaN);
                changed.slice(row).assign(example.reshape(changed.slice(row).shape()));
            }
            return changed;
        });
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.FAULTY_DATA);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.NON_FINITE_VALUE);
    }
}
