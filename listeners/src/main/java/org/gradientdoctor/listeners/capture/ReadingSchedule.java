package org.gradientdoctor.listeners.capture;

/**
 * When full readings are due. A value; what was spent so far is counted elsewhere.
 *
 * @param share of the training time that watching may take, if full readings are taken by budget; else 0
 * @param every one full reading in so many iterations, if they are taken at even distances; else 0
 */
public record ReadingSchedule(double share, int every) {

    /**
     * The first ones at iterations 0, 1, 2, 4, 8 and so on, in any case; others whenever all watching together stays
     * within this share of the training time.
     *
     * @throws IllegalArgumentException if the share is not above 0 and below 1
     */
    public static ReadingSchedule within(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the overhead budget is " + share
                    + ": give a share of the training time above 0 and below 1, .01 for one percent; to take no full"
                    + " readings at all use vitalSignsOnly()");
        }
        return new ReadingSchedule(share, 0);
    }

    /**
     * One in {@code iterations}, the first iteration included.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public static ReadingSchedule every(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("a full reading every " + iterations
                    + " iterations: give 1 for each iteration or a larger number; to take none at all use"
                    + " vitalSignsOnly()");
        }
        return new ReadingSchedule(0, iterations);
    }

    /** Never. */
    public static ReadingSchedule never() {
        return new ReadingSchedule(0, 0);
    }

    boolean isByBudget() {
        return share > 0;
    }

    /** For people. */
    @Override
    public String toString() {
        if (isByBudget()) {
            double percent = Math.round(share * 1e4) / 1e2;
            String printed = percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
            return "full readings at iterations 0, 1, 2, 4, 8, … and within " + printed + " % of the training time";
        }
        return switch (every) {
            case 0 -> "vital signs only";
            case 1 -> "a full reading each iteration";
            default -> "a full reading every " + every + " iterations";
        };
    }
}
