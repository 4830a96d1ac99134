package org.gradientdoctor.remedies;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a {@link RateFinder} found.
 *
 * @param suggested the rate; NaN where none can be suggested
 * @param reason the numbers behind it, or why there is none, in a sentence
 * @param curve the running mean of the loss at each rate tried, from low to high
 */
public record RateSuggestion(double suggested, String reason, List<Point> curve) implements Serializable {
    private static final long serialVersionUID = 1L;

    public RateSuggestion {
        curve = List.copyOf(curve);
    }

    static RateSuggestion none(String reason) {
        return new RateSuggestion(Double.NaN, reason, List.of());
    }

    /** The rate, where there is one. */
    public OptionalDouble rate() {
        return Double.isNaN(suggested) ? OptionalDouble.empty() : OptionalDouble.of(suggested);
    }

    /**
     * @param rate a learning rate that was tried
     * @param loss the running mean of the loss then
     */
    public record Point(double rate, double loss) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
