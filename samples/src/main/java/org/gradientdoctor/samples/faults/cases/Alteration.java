package org.gradientdoctor.samples.faults.cases;

import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;

/**
 * What is changed about a sound training: a fault, or something healthy that looks like one. Which of the two it is, the
 * outcome decides, not the intention. Implementations are found by {@code @AutoService(Alteration.class)} and need a
 * constructor without arguments.
 */
interface Alteration {

    /** Its name in tables, in lower case. */
    String name();

    /** Whether it is meant to be healthy; it counts for no more than an even choice of both. */
    default boolean harmless() {
        return false;
    }

    /** Whether it is also tried together with another fault. */
    default boolean combines() {
        return true;
    }

    /** Whether it is done to a single layer, so that it is known where the fault sits. Each plan has one such case. */
    default boolean isLocal() {
        return false;
    }

    /** Whether it is kept out of the tuning part, so that no rule is ever chosen by it. */
    default boolean reportOnly() {
        return false;
    }

    /** Whether it makes sense for such a plan. */
    boolean appliesTo(Plan plan);

    /** Changes the plan; how, may be drawn. */
    default void change(Plan plan, Random draw) {}

    /** Changes the data; the given ones may be written over. */
    default Split change(Split data, Random draw) {
        return data;
    }

    /** Changes the initialized network. */
    default void change(Model network, Random draw) {}

    /** Every cause that is a right first answer, should this prove sick: equivalent repairs exist. */
    Set<Cause> causes(Plan plan);

    /** Every symptom that is a right alarm, should this prove sick. */
    Set<Symptom> symptoms(Plan plan);
}
