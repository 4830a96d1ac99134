package org.gradientdoctor.samples.faults.cases;

/** The parts of the bench, with no seed in common. */
public enum Part {
    /** A third: by these, rules and thresholds are chosen. */
    TUNING(0, 1),
    /** The rest, with families and faults that rules were not chosen by: what is published. */
    REPORT(1, 2),
    /**
     * For what is measured once more after the report part has been read, with its families and faults. The plans before
     * these belong to no part: repairs were tried out on them.
     */
    FURTHER(8, 1);

    private final int firstPlan;
    private final int plans;

    Part(int firstPlan, int plans) {
        this.firstPlan = firstPlan;
        this.plans = plans;
    }

    /** Of each family's random plans, the first that is in this part. */
    int firstPlan() {
        return firstPlan;
    }

    /** Of each family, one after the other. */
    int plans() {
        return plans;
    }
}
