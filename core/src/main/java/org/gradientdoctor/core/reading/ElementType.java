package org.gradientdoctor.core.reading;

/** The element types a buffer may hold, with the binary exponents their finite nonzero values may have. */
enum ElementType {
    HALF(-24, -14, 15),
    FLOAT(-149, Float.MIN_EXPONENT, Float.MAX_EXPONENT),
    DOUBLE(-1074, Double.MIN_EXPONENT, Double.MAX_EXPONENT);

    private final int lowestExponent;
    private final int lowestNormalExponent;
    private final int highestExponent;

    ElementType(int lowestExponent, int lowestNormalExponent, int highestExponent) {
        this.lowestExponent = lowestExponent;
        this.lowestNormalExponent = lowestNormalExponent;
        this.highestExponent = highestExponent;
    }

    /** Exponent of the smallest subnormal value. */
    int lowestExponent() {
        return lowestExponent;
    }

    /** Exponent of the smallest value with full precision; what lies below it is subnormal. */
    int lowestNormalExponent() {
        return lowestNormalExponent;
    }

    int highestExponent() {
        return highestExponent;
    }
}
