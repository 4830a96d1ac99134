package org.gradientdoctor.samples.causes;

/**
 * The training of a network with a built-in fault beside that of the same network without it.
 *
 * @param network with the fault
 * @param twin without it
 */
record Twins(Course network, Course twin) {
    /** Share of what the twin learns from which the fault counts as overcome; fixed before any case was tried. */
    private static final double OVERCOME = .95;

    /** Whether the fault did no harm: the network learned as much. A twin that learns nothing tells nothing. */
    boolean harmless() {
        double could = twin.learned();
        return could > 0 && network.learned() >= OVERCOME * could;
    }
}
