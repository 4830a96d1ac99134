package org.gradientdoctor.remedies.trial;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The training loss over the iterations of a trial, in a bounded number of points.
 *
 * @param iterations how many iterations it covers
 * @param losses means over equal stretches of iterations, in order; not finite where any loss of the stretch is not
 */
public record LossCurve(int iterations, List<Double> losses) implements Serializable {
    private static final int POINTS = 200;
    /** What is left of the first loss where little was learned of what there is to learn. */
    private static final double CONSIDERABLE = .1;
    /** A loss that falls by less in a fifth of the training would take several more trainings to get anywhere. */
    private static final double STILL_FALLING = .95;

    public LossCurve {
        losses = List.copyOf(losses);
    }

    static LossCurve of(double[] losses) {
        int points = Math.min(POINTS, losses.length);
        return new LossCurve(
                losses.length,
                IntStream.range(0, points)
                        .mapToObj(
                                i -> mean(losses, begin(losses.length, i, points), begin(losses.length, i + 1, points)))
                        .toList());
    }

    /** The first iteration of a point's stretch, where so many iterations are divided among so many points. */
    public static int begin(int iterations, int index, int points) {
        return (int) ((long) iterations * index / points);
    }

    /**
     * The mean over a range of iterations, as exactly as the points tell; not finite where any of them is that has a part
     * of it.
     *
     * @param from its first iteration
     * @param to the first one behind it, greater than {@code from} and at most {@link #iterations}
     */
    public double over(int from, int to) {
        int points = losses.size();
        double sum = 0;
        for (int i = 0; i < points; i++) {
            int shared = Math.min(to, begin(iterations, i + 1, points)) - Math.max(from, begin(iterations, i, points));
            if (shared > 0) {
                sum += shared * losses.get(i);
            }
        }
        return sum / (to - from);
    }

    private static double mean(double[] losses, int from, int to) {
        return Arrays.stream(losses, from, to).average().orElse(Double.NaN);
    }

    /** Whether the loss of the last quarter is below that of the quarter before it. */
    public boolean isFalling() {
        int points = losses.size();
        return points >= 4 && mean(points * 3 / 4, points) < mean(points / 2, points * 3 / 4);
    }

    /**
     * Whether the training was too short for its steps: the loss is still more than a tenth of what it was at the
     * beginning, and the last fifth brought it down by a twentieth.
     */
    public boolean isUnfinished() {
        int points = losses.size();
        if (points < 5) {
            return false;
        }
        double last = lately();
        return last > CONSIDERABLE * losses.get(0) && last < STILL_FALLING * mean(points * 3 / 5, points * 4 / 5);
    }

    /** The mean over the last fifth; NaN where there is none, not finite where any loss of it is not. */
    public double lately() {
        int points = losses.size();
        return mean(points * 4 / 5, points);
    }

    private double mean(int from, int to) {
        return losses.subList(from, to).stream()
                .mapToDouble(loss -> loss)
                .average()
                .orElse(Double.NaN);
    }
}
