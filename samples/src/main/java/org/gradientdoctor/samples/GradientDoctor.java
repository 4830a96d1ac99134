package org.gradientdoctor.samples;

import org.nd4j.linalg.factory.Nd4j;

/** The command line of Gradient Doctor. */
public final class GradientDoctor {
    private GradientDoctor() {}

    /**
     * Shows that ND4J's backend loads.
     *
     * @param args not used yet
     */
    public static void main(String[] args) {
        System.out.println("ND4J is ready: " + Nd4j.zeros(2));
    }
}
