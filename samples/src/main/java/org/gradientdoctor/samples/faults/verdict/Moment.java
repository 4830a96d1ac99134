package org.gradientdoctor.samples.faults.verdict;

/** When a verdict is read. At the end of a training the loss alone tells nearly everything; before, it does not. */
public enum Moment {
    /** After ten iterations. */
    ITERATION_10,
    /** After a tenth of the run. */
    TENTH,
    END;

    /** For people. */
    public String title() {
        return switch (this) {
            case ITERATION_10 -> "at iteration 10";
            case TENTH -> "at a tenth of the run";
            case END -> "at the end";
        };
    }

    /** How many iterations have been made by then. */
    public int iterations(int planned) {
        return switch (this) {
            case ITERATION_10 -> Math.min(10, planned);
            case TENTH -> Math.max(1, planned / 10);
            case END -> planned;
        };
    }
}
