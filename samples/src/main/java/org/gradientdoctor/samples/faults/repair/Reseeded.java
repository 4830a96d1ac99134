package org.gradientdoctor.samples.faults.repair;

/** The same training again with other weights and another order, and the best on the validation data kept. */
record Reseeded() implements RepairArm {
    /** Far from the seeds that the bench's trials take. */
    private static final long OTHER = 104_729;

    @Override
    public String name() {
        return "reseeded";
    }

    @Override
    public Treated repair(Intake intake, int budget) {
        BudgetedSearch search = new BudgetedSearch(intake, budget);
        for (long draw = OTHER; search.goesOn(); draw += OTHER) {
            long seed = draw;
            search.attempt("seed " + seed, () -> intake.network(seed), false, seed);
        }
        return search.result();
    }
}
