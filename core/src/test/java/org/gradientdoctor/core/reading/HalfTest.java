package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {

    @Test
    void everyBitPatternHasTheValueOfTheStandardsFormula() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            double expected = byFormula(bits);
            float actual = Half.toFloat((short) bits);
            if (Double.compare(actual, expected) != 0) {
                assertThat((double) actual).as("bits %04x", bits).isEqualTo(expected);
            }
        }
    }

    @Test
    void nansKeepTheirSignAndPayload() {
        assertThat(Float.floatToRawIntBits(Half.toFloat((short) 0xfe01))).isEqualTo(0xffc02000);
    }

    /** IEEE 754-2019, 3.4: sign, exponent of 5 bits biased by 15, fraction of 10 bits. */
    private static double byFormula(int bits) {
        double sign = (bits >> 15) == 0 ? 1 : -1;
        int exponent = bits / 1024 % 32;
        double fraction = bits % 1024 / 1024.;
        if (exponent == 31) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0 ? sign * Math.pow(2, -14) * fraction : sign * Math.pow(2, exponent - 15) * (1 + fraction);
    }
}
