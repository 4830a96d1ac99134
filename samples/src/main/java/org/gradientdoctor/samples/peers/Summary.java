package org.gradientdoctor.samples.peers;

/**
 * What one pass over numbers tells; over no numbers, all but the counts is NaN. A NaN among them makes mean, deviation,
 * magnitude and norm NaN.
 *
 * @param deviation population standard deviation
 * @param meanMagnitude mean of absolute values
 * @param norm root of the sum of squares
 * @param minimum over those that are not NaN
 * @param maximum over those that are not NaN
 */
record Summary(
        int count,
        double mean,
        double deviation,
        double meanMagnitude,
        double norm,
        double minimum,
        double maximum,
        int zeros,
        int nonFinite) {

    static Summary of(double[] numbers) {
        double sum = 0;
        double magnitudes = 0;
        double squares = 0;
        double minimum = Double.NaN;
        double maximum = Double.NaN;
        int zeros = 0;
        int nonFinite = 0;
        for (double number : numbers) {
            sum += number;
            magnitudes += Math.abs(number);
            squares += number * number;
            minimum = number < minimum || Double.isNaN(minimum) ? number : minimum;
            maximum = number > maximum || Double.isNaN(maximum) ? number : maximum;
            zeros += number == 0 ? 1 : 0;
            nonFinite += Double.isFinite(number) ? 0 : 1;
        }
        double mean = sum / numbers.length;
        double around = 0;
        for (double number : numbers) {
            around += (number - mean) * (number - mean);
        }
        return new Summary(
                numbers.length,
                mean,
                Math.sqrt(around / numbers.length),
                magnitudes / numbers.length,
                numbers.length == 0 ? Double.NaN : Math.sqrt(squares),
                minimum,
                maximum,
                zeros,
                nonFinite);
    }
}
