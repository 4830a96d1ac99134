package org.gradientdoctor.core.html.page;

import java.util.List;

/**
 * One line of a chart.
 *
 * @param name for the legend
 * @param dots in the order of x, each x once
 */
public record Line(String name, List<Dot> dots) {
    public Line {
        dots = List.copyOf(dots);
        for (int i = 1; i < dots.size(); i++) {
            if (!(dots.get(i - 1).x() < dots.get(i).x())) {
                throw new IllegalArgumentException("line " + name + " has x = "
                        + dots.get(i).x() + " behind x = " + dots.get(i - 1).x() + ": sort its dots, each x once");
            }
        }
    }

    /**
     * A value at a place.
     *
     * @param x finite
     * @param y may be NaN or infinite, and is then marked at the rim
     * @param broken whether values that are not finite lie here beside a finite y
     */
    public record Dot(double x, double y, boolean broken) {
        public Dot {
            broken |= !Double.isFinite(y);
        }

        public static Dot at(double x, double y) {
            return new Dot(x, y, false);
        }
    }
}
