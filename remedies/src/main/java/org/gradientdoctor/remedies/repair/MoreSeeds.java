package org.gradientdoctor.remedies.repair;

import java.util.List;
import org.gradientdoctor.remedies.RepairPlan;

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

    /** Whether a plan has so few seeds that more may decide, and so many that twice as many do. */
    static boolean mayDecide(RepairPlan plan) {
        return plan.seeds() < Acceptance.MANY && 2 * plan.seeds() >= Acceptance.MANY;
    }

    /** Whether the treatment is accepted. No more trials begin where those there are come apart by the end already. */
    boolean accept(Arm treated) {
        List<Arm> both = List.of(controls, treated);
        both.forEach(arm -> arm.trainTo(laboratory.planned()));
        if (treated.fails() || !laboratory.acceptance().isSeparated(end(treated), end(controls))) {
            return false;
        }
        both.forEach(arm -> {
            arm.complete(2 * laboratory.plan().seeds());
            arm.trainTo(laboratory.planned());
        });
        return !treated.fails() && laboratory.acceptance().isBetter(end(treated), end(controls));
    }

    private double[] end(Arm arm) {
        return arm.values(laboratory.planned());
    }
}
