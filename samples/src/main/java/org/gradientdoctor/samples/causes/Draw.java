package org.gradientdoctor.samples.causes;

import java.util.Random;

/** Sizes, factors and choices of one network, from its seed alone. */
final class Draw {
    private final Random random;

    /** The group's name is part of the seed, so that the groups do not all draw the same sizes. */
    Draw(String group, int seed) {
        this.random = new Random(31L * group.hashCode() + seed);
    }

    Random random() {
        return random;
    }

    /** Both ends included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** Even on a logarithmic scale, as factors are. */
    double factor(double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    boolean coin() {
        return random.nextBoolean();
    }
}
