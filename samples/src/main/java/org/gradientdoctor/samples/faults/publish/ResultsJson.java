package org.gradientdoctor.samples.faults.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.gradientdoctor.samples.faults.score.Figure;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** The headline figures with their intervals, for machines. */
final class ResultsJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Standings standings;
    private final ObjectNode root = JSON.createObjectNode();

    private ResultsJson(Standings standings) {
        this.standings = standings;
    }

    static void write(Standings standings, Provenance provenance, Path file) throws IOException {
        ResultsJson results = new ResultsJson(standings);
        results.fill(provenance);
        JSON.writeValue(file.toFile(), results.root);
    }

    private void fill(Provenance provenance) {
        root.put("date", provenance.date());
        root.put("part", provenance.part());
        root.put("environment", provenance.environment());
        ObjectNode cases = root.putObject("cases");
        cases.put("all", standings.ours().size());
        for (State state : State.values()) {
            cases.put(state.name().toLowerCase(Locale.ROOT), standings.count(state));
        }
        put("recall", scores -> Figure.of(scores.recall(Moment.END)));
        put("recallAtTenth", scores -> Figure.of(scores.recall(Moment.TENTH)));
        put("recallAtIteration10", scores -> Figure.of(scores.recall(Moment.ITERATION_10)));
        put("falseAlarmRate", scores -> Figure.of(scores.falseAlarms()));
        put("falseWarningRate", scores -> Figure.of(scores.falseWarnings()));
        put("causeTop1", scores -> Figure.of(scores.cause(1)));
        put("causeTop3", scores -> Figure.of(scores.cause(3)));
        put("medianFirstIteration", Scores::medianFirstWarning);
    }

    private void put(String name, Function<Scores, Figure> figure) {
        ObjectNode node = root.putObject(name);
        for (String contestant : standings.contestants()) {
            Figure one = figure.apply(standings.of(contestant));
            ObjectNode values = node.putObject(contestant);
            put(values, "value", one.value());
            put(values, "low", one.low());
            put(values, "high", one.high());
        }
    }

    /** JSON has no infinity and no NaN: null stands for never, and for nothing to count. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
