package org.gradientdoctor.samples.faults.cases;

import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** A learning rate so many times as high as is sound. */
abstract class RateTimes implements Alteration {
    private final String name;
    private final double factor;

    RateTimes(String name, double factor) {
        this.name = name;
        this.factor = factor;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public final void change(Plan plan, Random draw) {
        plan.rate *= factor;
    }

    @Override
    public final Set<Cause> causes(Plan plan) {
        return Set.of(factor > 1 ? Cause.LEARNING_RATE_TOO_HIGH : Cause.LEARNING_RATE_TOO_LOW);
    }

    @Override
    public final Set<Symptom> symptoms(Plan plan) {
        return factor > 1
                ? Set.of(
                        Symptom.UPDATE_TOO_LARGE,
                        Symptom.DIVERGING_LOSS,
                        Symptom.NON_FINITE_VALUE,
                        Symptom.OSCILLATING_LOSS,
                        Symptom.STALLED_LOSS,
                        Symptom.DEAD_UNITS,
                        Symptom.SATURATED_ACTIVATION,
                        Symptom.COLLAPSED_SIGNAL,
                        Symptom.EXPLODING_GRADIENT)
                : Set.of(Symptom.UPDATE_TOO_SMALL, Symptom.UNTRAINED_LAYER, Symptom.STALLED_LOSS);
    }
}
