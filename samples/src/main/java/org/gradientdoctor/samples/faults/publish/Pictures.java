package org.gradientdoctor.samples.faults.publish;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Judged;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;

/** What all pictures of the bench have in common: size, colors that a color-blind reader can tell apart, strokes. */
final class Pictures {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final int LABEL_ANGLE = 45;

    /** Okabe &amp; Ito's colors; ours comes first. */
    private static final Color[] COLORS = {
        new Color(0xD55E00),
        new Color(0x0072B2),
        new Color(0x009E73),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0xCC79A7),
        new Color(0x000000),
        new Color(0x808080),
        new Color(0xB8A800)
    };

    private static final BasicStroke OURS = new BasicStroke(4);
    private static final BasicStroke PEER = new BasicStroke(2);
    private static final BasicStroke PEER_DASHED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);

    private Pictures() {}

    static XYChart chart(String title, String across, String upward) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(across)
                .yAxisTitle(upward)
                .build();
        style(chart.getStyler());
        return chart;
    }

    static CategoryChart bars(String title, String upward) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(upward)
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLabelRotation(LABEL_ANGLE).setYAxisMin(0.0).setYAxisMax(1.0);
        return chart;
    }

    private static void style(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE)
                .setSeriesColors(COLORS);
    }

    /** Ours last, so that it lies on top where lines meet. */
    static List<String> inDrawingOrder(Standings standings) {
        List<String> order = new ArrayList<>(standings.peers());
        order.add(Judged.OURS);
        return order;
    }

    /** Each contestant keeps its color and stroke in every picture; ours is the broad one. */
    static void mark(XYSeries series, Standings standings, Marker marker) {
        int place = standings.contestants().indexOf(series.getName());
        Color color = COLORS[place % COLORS.length];
        series.setLineColor(color);
        series.setLineStyle(place == 0 ? OURS : place % 2 == 0 ? PEER_DASHED : PEER);
        series.setMarkerColor(color);
        series.setMarker(marker);
    }

    static void write(Chart<?, ?> chart, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
}
