package org.gradientdoctor.samples.faults.cases;

import java.util.Locale;

/** The parts of the bench, with no seed in common. */
public enum Part {
    /** By these, rules and thresholds are chosen. */
    TUNING(0, 1),
    /** With families and faults that rules were not chosen by, and twice as many cases: what is published. */
    REPORT(1, 2),
    /**
     * For what is measured once more after the report part has been read, with its families and faults. Plans 3 to 7
     * belong to no part: repairs were tried out on them.
     */
    FURTHER(8, 1),
    /** As the further part, for what is measured once more after that has been read. */
    LATER(9, 1);

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

    /** What the names of its pages have behind them: nothing for the part that is published first of all. */
    public String suffix() {
        return this == REPORT ? "" : "-" + name().toLowerCase(Locale.ROOT);
    }
}
