package org.gradientdoctor.remedies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.json.JsonFormat;
import org.gradientdoctor.core.json.OwnForm;

/** A repair's report as JSON: all of it but the network, which has a file format of its own. */
final class RepairReportJson {
    private static final ObjectMapper TREES = new ObjectMapper();

    private final JsonFormat<Written> format;

    /** @param registry of the remedies that recommendations may name */
    RepairReportJson(RemedyRegistry registry) {
        format = JsonFormat.of(Written.class, "repair report", 1, List.of(durations(), recommendations(registry)));
    }

    private record Written(
            RepairReport.Result result,
            String summary,
            Diagnosis diagnosis,
            List<Recommendation> steps,
            List<Trial> trials,
            List<RepairReport.Skipped> skipped,
            RepairReport.Gain gain,
            RepairReport.Effect effect,
            RepairReport.Cost cost,
            Provenance provenance) {}

    String write(RepairReport report) {
        return format.write(new Written(
                report.result(),
                report.summary(),
                report.diagnosis(),
                report.steps(),
                report.trials(),
                report.skipped(),
                report.gain(),
                report.effect(),
                report.cost(),
                report.provenance()));
    }

    RepairReport read(String json, Model model) {
        Written written = format.read(json);
        return new RepairReport(
                model,
                written.result(),
                written.summary(),
                written.diagnosis(),
                written.steps(),
                written.trials(),
                written.skipped(),
                written.gain(),
                written.effect(),
                written.cost(),
                written.provenance());
    }

    String schema() {
        return format.schema();
    }

    private static OwnForm<Duration> durations() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "string").put("format", "duration").put("description", "ISO 8601, as java.time.Duration");
        return new OwnForm<>(Duration.class, schema, time -> TextNode.valueOf(time.toString()), node -> {
            try {
                return Duration.parse(node.asText());
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("\"" + node.asText() + "\" is no duration such as PT1.5S", e);
            }
        });
    }

    private static OwnForm<Recommendation> recommendations(RemedyRegistry registry) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object").put("description", "As Recommendation.toJson() writes");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("format").put("const", "gradient-doctor recommendation");
        properties.putObject("version").put("const", 1);
        properties.putObject("explanation").put("type", "string");
        properties.putObject("predicted").put("type", "object");
        ObjectNode step = properties.putObject("steps").put("type", "array").putObject("items");
        step.put("type", "object").putObject("properties").putObject("remedy").put("type", "string");
        step.putArray("required").add("remedy").add("values");
        schema.putArray("required")
                .add("format")
                .add("version")
                .add("explanation")
                .add("steps");
        return new OwnForm<>(
                Recommendation.class,
                schema,
                recommendation -> tree(registry.write(recommendation)),
                node -> registry.read(node.toString()));
    }

    private static JsonNode tree(String json) {
        try {
            return TREES.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written just now is no JSON: " + json, e);
        }
    }
}
