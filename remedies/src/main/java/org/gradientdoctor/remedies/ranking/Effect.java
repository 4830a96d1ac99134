package org.gradientdoctor.remedies.ranking;

/** How much of a cause's share an answer is expected to restore. The parts order the advice; they are not measured. */
enum Effect {
    /** It takes the cause away, or makes the network indifferent to it. */
    HEALS(1, "all"),
    /** It takes part of the harm away and leaves the cause. */
    EASES(.5, "half"),
    /** It helps some networks with this cause. */
    MAY_HELP(.25, "a quarter");

    private final double part;
    private final String words;

    Effect(double part, String words) {
        this.part = part;
        this.words = words;
    }

    double part() {
        return part;
    }

    @Override
    public String toString() {
        return words;
    }
}
