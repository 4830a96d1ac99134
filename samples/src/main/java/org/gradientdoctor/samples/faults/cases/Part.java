package org.gradientdoctor.samples.faults.cases;

/** The two parts of the bench, with no seed in common. */
public enum Part {
    /** A third: by these, rules and thresholds are chosen. */
    TUNING,
    /** The rest, with families and faults that rules were not chosen by: what is published. */
    REPORT
}
