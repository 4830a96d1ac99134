package org.gradientdoctor.remedies.repair;

import org.gradientdoctor.core.diagnosis.Outcome;

/**
 * Decides where a treatment was better than no treatment in all trials, but not by the margin. Where untreated trials
 * scatter, one of them may come so near to what can be reached at all that no treatment is better by half of their
 * standard deviation. As many trials again, of both and to the end of the plan, tell luck from worth: of eight and eight
 * complete separation by chance is one in 12870.
 */
final class MoreSeeds {
    private final Laboratory laboratory;
    private final Arm controls;

    MoreSeeds(Laboratory laboratory, Arm controls) {
        this.laboratory = laboratory;
        this.controls = controls;
    }

    /** Whether the plan has so few seeds that more may decide, and so many that twice as many do. */
    boolean mayDecide() {
        int seeds = laboratory.plan().seeds();
        return seeds < Acceptance.MANY && trials() >= Acceptance.MANY;
    }

    /** Of each, after that. */
    int trials() {
        return 2 * laboratory.plan().seeds();
    }

    /** Whether the treatment is accepted. */
    boolean accept(Arm treated) {
        for (Arm arm : new Arm[] {controls, treated}) {
            arm.complete(trials());
            arm.trainTo(laboratory.planned());
        }
        return laboratory
                        .acceptance()
                        .isBetter(treated.values(laboratory.planned()), controls.values(laboratory.planned()))
                && treated.gravest().verdict() != Outcome.FAILING;
    }
}
