package org.gradientdoctor.remedies.ranking;

/** Rates in steps of 1, 2 and 5: a finer one would pretend to more than the measurement gives. */
public final class RoundedRate {
    private static final double[] STEPS = {5, 2, 1};

    private RoundedRate() {}

    /** The largest step that is not above the rate. */
    public static double atMost(double rate) {
        int exponent = (int) Math.floor(Math.log10(rate));
        for (int e = exponent + 1; ; e--) {
            for (double step : STEPS) {
                // Parsed, not multiplied: 1e-3 is to be the double that prints so.
                double candidate = Double.parseDouble((int) step + "e" + e);
                if (candidate <= rate * (1 + 1e-9)) {
                    return candidate;
                }
            }
        }
    }
}
