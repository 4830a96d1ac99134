package org.gradientdoctor.core.reading;

/** IEEE 754 binary16 numbers, for which Java 17 has no conversion ({@code Float.float16ToFloat} came with Java 20). */
final class Half {

    private static final int SIGN = 0x8000;
    private static final int EXPONENT = 0x7c00;
    private static final int FRACTION = 0x03ff;

    /** From a fraction of 10 bits to one of 23. */
    private static final int WIDENING = 13;

    /** From an exponent biased by 15 to one biased by 127, in place. */
    private static final int REBIAS = (127 - 15) << 23;

    private Half() {}

    /** The number whose half-precision bits are given: exact, as every half is a float; NaNs keep sign and payload. */
    static float toFloat(short bits) {
        int sign = (bits & SIGN) << 16;
        int exponent = bits & EXPONENT;
        int fraction = bits & FRACTION;
        if (exponent == 0) {
            // Zero or subnormal: units of 2^-24.
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        int magnitude = (exponent | fraction) << WIDENING;
        return Float.intBitsToFloat(sign | (exponent == EXPONENT ? 0x7f800000 | magnitude : magnitude + REBIAS));
    }
}
