package org.gradientdoctor.remedies.repair;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;

/**
 * What is wrong with the untreated network: after a preflight, one untreated training that is watched until something
 * fails, to the end of the plan if nothing does, and by then asked what it has learned. The training is the first of the controls, so nothing is trained twice.
 *
 * @param diagnosis with the verdict by which the network is treated or not
 * @param controls the untreated trials, of which the first has begun
 */
record Diagnosing(Diagnosis diagnosis, Arm controls) {

    /** @param before what the preflight has shown */
    static Diagnosing of(Laboratory laboratory, Diagnosis before) {
        Arm controls = laboratory.arm(List.of(), before, 1);
        for (int look : looks(laboratory)) {
            controls.trainTo(0, look);
            Diagnosis found = controls.diagnosis(0);
            if (found.verdict() == Outcome.FAILING) {
                return new Diagnosing(found, controls);
            }
            if (before.verdict() == Outcome.FAILING) {
                return new Diagnosing(found.verdict().isSick() ? found : before, controls);
            }
        }
        Diagnosis found = controls.diagnosis(0);
        return new Diagnosing(
                LittleLearned.of(laboratory, controls, 0)
                        .map(learned -> learned.addedTo(found))
                        .orElse(found),
                controls);
    }

    private static List<Integer> looks(Laboratory laboratory) {
        return List.of(laboratory.look(0), laboratory.look(1), laboratory.look(2), laboratory.planned());
    }
}
