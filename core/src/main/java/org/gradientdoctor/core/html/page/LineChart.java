package org.gradientdoctor.core.html.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines over a common axis.
 *
 * @param caption what it shows, in a line
 * @param reading how to read it, in a sentence
 * @param xAxis its name
 * @param yAxis its name, with the unit
 * @param scale of y
 * @param xNames names of x = 0, 1, … where x counts things; empty where x is a number
 * @param lines to draw
 * @param events marked on x
 * @param band of y that is healthy; null where there is none
 */
public record LineChart(
        String caption,
        String reading,
        String xAxis,
        String yAxis,
        Scale scale,
        List<String> xNames,
        List<Line> lines,
        List<Event> events,
        @Nullable Band band)
        implements Part {

    /** How y is drawn. */
    public enum Scale {
        LINEAR,
        /** From 0 to 1, whatever the lines: a share that hardly changes shall not look as if it did. */
        SHARE,
        /** By powers of ten; zeros and negative numbers are marked at the lower rim. */
        LOGARITHMIC
    }

    /** A range of y. */
    public record Band(String name, double low, double high) {}

    public LineChart {
        xNames = List.copyOf(xNames);
        lines = List.copyOf(lines);
        events = List.copyOf(events);
    }

    /** Over numbers, without events and band. */
    public static LineChart of(
            String caption, String reading, String xAxis, String yAxis, Scale scale, List<Line> lines) {
        return new LineChart(caption, reading, xAxis, yAxis, scale, List.of(), lines, List.of(), null);
    }

    public LineChart withEvents(List<Event> more) {
        return new LineChart(caption, reading, xAxis, yAxis, scale, xNames, lines, more, band);
    }

    public LineChart withBand(Band healthy) {
        return new LineChart(caption, reading, xAxis, yAxis, scale, xNames, lines, events, healthy);
    }

    public LineChart withXNames(List<String> names) {
        return new LineChart(caption, reading, xAxis, yAxis, scale, names, lines, events, band);
    }

    /** What the script draws from. */
    public String data() {
        return ChartData.of(this);
    }

    /** Some of its numbers, the extremes among them, for whoever cannot see the chart. */
    public Grid numbers() {
        return ChartNumbers.of(this);
    }
}
