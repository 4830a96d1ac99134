package org.gradientdoctor.samples.faults.cases;

/** What tells how well a network does on data it was not trained on; more is better. */
public enum Metric {
    /** Share of rows (of steps, for sequences) whose largest output is their class. */
    ACCURACY,
    /** Share of labels told right, each on its own, an output above one half meaning yes. */
    LABEL_ACCURACY,
    /** 1 − mean squared error / variance of the labels; 0 for their mean as the answer. */
    FIT
}
