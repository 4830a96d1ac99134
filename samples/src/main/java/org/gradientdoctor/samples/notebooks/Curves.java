package org.gradientdoctor.samples.notebooks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over a common axis as one small picture. Not thread-safe. */
public final class Curves {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 340;
    /** Lines of more points are drawn without a marker for each. */
    private static final int MARKED = 40;

    private static final float STROKE = 2;
    private static final int MARKER = 6;
    /** In pixels: room for a number, and few enough for round ones. */
    private static final int TICKS_APART = 90;

    /** Okabe and Ito's colors, which color-blind readers can tell apart. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x000000),
            new Color(0xE69F00));

    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.CROSS,
            SeriesMarkers.TRIANGLE_DOWN);

    private final String title;
    private final XYChart chart;
    private final List<String> notes = new ArrayList<>();
    private boolean logarithmic;
    private int lines;

    private Curves(String title, String across, String upward) {
        this.title = title;
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(across)
                .yAxisTitle(upward)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setXAxisTickMarkSpacingHint(TICKS_APART);
        chart.getStyler().setMarkerSize(MARKER);
    }

    /** An empty picture. */
    public static Curves of(String title, String across, String upward) {
        return new Curves(title, across, upward);
    }

    /** Draws y by powers of ten; to be called before lines are added. */
    public Curves logarithmic() {
        if (lines > 0) {
            throw new IllegalStateException("there are lines already: call logarithmic() first");
        }
        logarithmic = true;
        chart.getStyler().setyAxisTickLabelsFormattingFunction(Curves::power);
        return this;
    }

    /** Adds a line over 0, 1, 2 and so on. */
    public Curves line(String name, double... heights) {
        return line(name, IntStream.range(0, heights.length).asDoubleStream().toArray(), heights);
    }

    /**
     * Adds a line. What cannot be drawn (not finite, and 0 or less on a logarithmic axis) is left out and told below the
     * picture.
     */
    public Curves line(String name, double[] places, double[] heights) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Double> left = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            double height = logarithmic ? Math.log10(heights[i]) : heights[i];
            if (Double.isFinite(height)) {
                x.add(places[i]);
                y.add(height);
            } else {
                left.add(places[i]);
            }
        }
        if (!left.isEmpty()) {
            notes.add(name + ": nothing to draw at " + left.size() + " of " + heights.length + " places, first at "
                    + number(left.get(0)) + ", where it is " + number(heights[index(places, left.get(0))]) + ".");
        }
        if (!x.isEmpty()) {
            XYSeries series = chart.addSeries(name, x, y);
            series.setLineColor(COLORS.get(lines % COLORS.size()));
            series.setLineStyle(new BasicStroke(STROKE));
            series.setMarkerColor(COLORS.get(lines % COLORS.size()));
            series.setMarker(x.size() > MARKED ? SeriesMarkers.NONE : MARKERS.get(lines % MARKERS.size()));
        }
        lines++;
        return this;
    }

    private static int index(double[] places, double place) {
        return IntStream.range(0, places.length)
                .filter(i -> places[i] == place)
                .findFirst()
                .orElseThrow();
    }

    /** To be displayed as {@code text/html}. */
    public String html() {
        // The library draws no chart without a line.
        if (chart.getSeriesMap().isEmpty()) {
            return "<p>" + Png.escaped(title + ": nothing to draw. " + String.join(" ", notes)) + "</p>";
        }
        BufferedImage picture = BitmapEncoder.getBufferedImage(chart);
        return Png.figure(
                picture,
                title + "; " + chart.getYAxisTitle() + " over " + chart.getXAxisTitle() + " of "
                        + String.join(", ", chart.getSeriesMap().keySet()),
                Png.escaped(String.join(" ", notes)));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    /** A tick's text: ticks are logarithms. */
    private static String power(double logarithm) {
        return logarithm == Math.rint(logarithm)
                ? "1e" + (long) logarithm
                : String.format(Locale.ROOT, "%.2g", Math.pow(10, logarithm));
    }
}
