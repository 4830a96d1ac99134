package org.gradientdoctor.samples.faults.publish;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Each contestant as a point: to the right, healthy trainings it calls sick; upward, sick ones it finds. The best place is
 * the upper left corner; small points are read at a tenth of the run, large ones at the end.
 */
final class ContestantsPicture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 600;

    private ContestantsPicture() {}

    static void write(Standings standings, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Sick trainings found and healthy ones blamed: a tenth of the run to its end")
                .xAxisTitle("false alarms, share of healthy trainings")
                .yAxisTitle("recall, share of sick trainings")
                .build();
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(1.0)
                .setYAxisMin(0.0)
                .setYAxisMax(1.0)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setMarkerSize(12);
        for (String contestant : standings.contestants()) {
            Scores scores = standings.of(contestant);
            XYSeries series = chart.addSeries(
                    contestant,
                    new double[] {
                        scores.falseAlarms(Moment.TENTH).share(),
                        scores.falseAlarms(Moment.END).share()
                    },
                    new double[] {
                        scores.recall(Moment.TENTH).share(),
                        scores.recall(Moment.END).share()
                    });
            series.setMarker(SeriesMarkers.CIRCLE);
        }
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
}
