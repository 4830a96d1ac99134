package org.gradientdoctor.samples.faults.publish;

import java.io.IOException;
import java.nio.file.Path;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Each contestant as a point: to the right, healthy trainings it calls sick; upward, sick ones it finds. The best place is
 * the upper left corner. A line leads from what was said at a tenth of the run to what was said at its end.
 */
final class ContestantsPicture {
    private ContestantsPicture() {}

    static void write(Standings standings, Path file) throws IOException {
        XYChart chart = Pictures.chart(
                "Sick trainings found and healthy ones blamed: from a tenth of the run to its end",
                "false alarms, share of healthy trainings",
                "recall, share of sick trainings");
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(1.0)
                .setYAxisMin(0.0)
                .setYAxisMax(1.0)
                .setMarkerSize(12);
        for (String contestant : Pictures.inDrawingOrder(standings)) {
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
            Pictures.mark(series, standings, SeriesMarkers.CIRCLE);
        }
        Pictures.write(chart, file);
    }
}
