package org.gradientdoctor.samples.faults.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.gradientdoctor.samples.faults.score.Standings;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** For each contestant, the share of sick trainings it had spoken of, over the iterations made. */
final class FirstAlarmsPicture {
    private static final int POINTS = 60;
    private static final double LAST = 1000;

    private FirstAlarmsPicture() {}

    static void write(Standings standings, Path file) throws IOException {
        XYChart chart = Pictures.chart(
                "Share of sick trainings with a right warning by then", "iterations made", "share of sick trainings");
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0).setYAxisMax(1.0);
        double[] iterations = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> Math.pow(LAST, (double) i / POINTS))
                .toArray();
        for (String contestant : Pictures.inDrawingOrder(standings)) {
            XYSeries series = chart.addSeries(
                    contestant, iterations, standings.of(contestant).warnedWithin(iterations));
            Pictures.mark(series, standings, SeriesMarkers.NONE);
        }
        Pictures.write(chart, file);
    }
}
