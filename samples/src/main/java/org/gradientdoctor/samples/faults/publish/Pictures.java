package org.gradientdoctor.samples.faults.publish;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;

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
                .setSeriesColors(COLORS)
                .setSeriesLines(new BasicStroke[] {
                    OURS, PEER, PEER_DASHED, PEER, PEER_DASHED, PEER, PEER_DASHED, PEER, PEER_DASHED
                });
    }

    static void write(Chart<?, ?> chart, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
}
