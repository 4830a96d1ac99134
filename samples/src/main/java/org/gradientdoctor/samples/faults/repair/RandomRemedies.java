package org.gradientdoctor.samples.faults.repair;

import java.util.List;
import java.util.Random;
import org.gradientdoctor.samples.faults.repair.BlindRemedies.Blind;

/** Remedies drawn at random, one for each training, and the best on the validation data kept: a random search. */
record RandomRemedies() implements RepairArm {

    @Override
    public String name() {
        return "random remedies";
    }

    @Override
    public Treated repair(Intake intake, int budget) {
        List<Blind> kinds = BlindRemedies.of(intake);
        Random random = new Random(31L * intake.sick().name().hashCode() + intake.seed());
        BudgetedSearch search = new BudgetedSearch(intake, budget);
        while (search.goesOn()) {
            Blind drawn = kinds.get(random.nextInt(kinds.size()));
            long draw = random.nextInt(Integer.MAX_VALUE);
            search.attempt(
                    drawn.title(), () -> drawn.applyTo(intake.network(0), intake, draw), drawn.standardized(), draw);
        }
        return search.result();
    }
}
