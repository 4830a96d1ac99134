package org.gradientdoctor.core.reading;

/**
 * Counts of active and saturated elements among finite ones, by sign bits of differences: for a rectifier both answers
 * are equally likely, and a branch would be mispredicted every other time.
 */
final class Responses {

    private Responses() {}

    static int countActive(double[] elements, int count, ResponsiveRange range) {
        if (range.isAlwaysActive()) {
            return count;
        }
        double threshold = range.activeAbove();
        int active = 0;
        for (int i = 0; i < count; i++) {
            active += negative(threshold - elements[i]);
        }
        return active;
    }

    static int countSaturated(double[] elements, int count, ResponsiveRange range) {
        if (range.isNeverSaturated()) {
            return 0;
        }
        double low = range.low();
        double high = range.high();
        int saturated = 0;
        for (int i = 0; i < count; i++) {
            saturated += negative(elements[i] - low) | negative(high - elements[i]);
        }
        return saturated;
    }

    /** Adds 1 to the counter of each active element; nothing if all are active by definition. */
    static void addActive(double[] elements, int count, ResponsiveRange range, int[] counters) {
        if (range.isAlwaysActive()) {
            return;
        }
        double threshold = range.activeAbove();
        for (int i = 0; i < count; i++) {
            counters[i] += negative(threshold - elements[i]);
        }
    }

    /** Adds 1 to the counter of each saturated element. */
    static void addSaturated(double[] elements, int count, ResponsiveRange range, int[] counters) {
        if (range.isNeverSaturated()) {
            return;
        }
        double low = range.low();
        double high = range.high();
        for (int i = 0; i < count; i++) {
            counters[i] += negative(elements[i] - low) | negative(high - elements[i]);
        }
    }

    private static int negative(double difference) {
        return (int) (Double.doubleToRawLongBits(difference) >>> 63);
    }
}
