package org.gradientdoctor.remedies.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;

/** Asks an adviser what to try in a round, and keeps what the plan allows. */
record Consultation(Repair.Adviser adviser, Laboratory laboratory, Proceedings proceedings) {

    /**
     * Best first.
     *
     * @param base what is applied already
     * @param current what is wrong with the network so treated
     */
    List<Recommendation> advice(List<Recommendation> base, Diagnosis current) {
        RepairPlan plan = laboratory.plan();
        Model network = laboratory.network(base, 0);
        FittedAdvice fitted = new FittedAdvice(network, laboratory.training());
        List<Recommendation> allowed = new ArrayList<>();
        for (Recommendation advised :
                adviser.advise(network, current, laboratory.training().get(0))) {
            Recommendation each = fitted.of(advised);
            if (base.stream().anyMatch(part -> part.steps().equals(each.steps())) || foldsAgain(base, each)) {
                continue;
            }
            if (!plan.allows(each)) {
                skip(each, "the repair plan does not allow it");
            } else if (allowed.size() == plan.treatments()) {
                skip(each, "the repair plan allows " + allowed.size() + " treatments in a round");
            } else {
                allowed.add(each);
            }
        }
        return allowed;
    }

    private void skip(Recommendation advised, String reason) {
        proceedings.skipped().add(new RepairReport.Skipped(advised.title(), reason));
    }

    /** Labels stay as they are when their standardization is in the output's weights; a second one would come on top. */
    private static boolean foldsAgain(List<Recommendation> base, Recommendation advised) {
        return Stream.concat(base.stream(), Stream.of(advised))
                        .flatMap(part -> part.steps().stream())
                        .filter(StandardizeLabels.class::isInstance)
                        .count()
                > 1;
    }
}
