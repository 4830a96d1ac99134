package org.gradientdoctor.samples.faults.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.samples.faults.score.Scored;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.knowm.xchart.CategoryChart;

/** Our recall for each family, at a tenth of the run and at its end. */
final class FamiliesPicture {
    private FamiliesPicture() {}

    static void write(Standings standings, Path file) throws IOException {
        List<String> families = new ArrayList<>();
        List<Double> tenth = new ArrayList<>();
        List<Double> end = new ArrayList<>();
        for (Map.Entry<String, Scores> family : standings.oursBy(Scored::family).entrySet()) {
            Scores scores = family.getValue();
            if (scores.recall(Moment.END).all() > 0) {
                families.add(family.getKey());
                tenth.add(scores.recall(Moment.TENTH).share());
                end.add(scores.recall(Moment.END).share());
            }
        }
        if (families.isEmpty()) {
            return;
        }
        CategoryChart chart = Pictures.bars("Our recall by family", "share of sick trainings called failing");
        chart.addSeries(Moment.TENTH.title(), families, tenth);
        chart.addSeries(Moment.END.title(), families, end);
        Pictures.write(chart, file);
    }
}
