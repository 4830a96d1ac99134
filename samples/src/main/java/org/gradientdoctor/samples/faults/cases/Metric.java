package org.gradientdoctor.samples.faults.cases;

/** What tells how well a network does on data it was not trained on; more is better. */
public enum Metric {
    /** Share of rows (of steps, for sequences) whose largest output is their class. */
    ACCURACY,
    /**
     * Share of the steps that ask for something, told right. Those whose label is the last class ask for nothing, so an
     * answer that is always the same gets none of it.
     */
    RECALL,
    /** Share of labels told right, each on its own, an output above one half meaning yes. */
    LABEL_ACCURACY,
    /** 1 − mean squared error / variance of the labels; 0 for their mean as the answer. */
    FIT
}
