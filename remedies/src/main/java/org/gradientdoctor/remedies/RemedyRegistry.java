package org.gradientdoctor.remedies;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.ShortenBackpropagation;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UnitVariance;

/**
 * Which remedy a name means, to write recommendations as JSON and to read them back. A text can name nothing that is not
 * registered, so reading one from elsewhere makes no other class than these.
 */
public final class RemedyRegistry {
    private static final String FORMAT = "gradient-doctor recommendation";
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // Questions a value answers ("isNone") are no part of it.
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Map<String, Class<? extends Remedy>> kinds;

    private RemedyRegistry(Map<String, Class<? extends Remedy>> kinds) {
        this.kinds = kinds;
    }

    /** All remedies the toolkit has. */
    public static RemedyRegistry standard() {
        return new RemedyRegistry(Map.ofEntries(
                Map.entry("add-skip-connections", AddSkipConnections.class),
                Map.entry("change-updater", ChangeUpdater.class),
                Map.entry("clip-adaptively", ClipAdaptively.class),
                Map.entry("clip-global-norm", ClipGlobalNorm.class),
                Map.entry("clip-gradients", ClipGradients.class),
                Map.entry("fix-output-and-loss", FixOutputAndLoss.class),
                Map.entry("insert-batch-normalization", InsertBatchNormalization.class),
                Map.entry("layer-normalization", LayerNormalization.class),
                Map.entry("reduce-depth", ReduceDepth.class),
                Map.entry("reduce-dropout", ReduceDropout.class),
                Map.entry("reduce-learning-rate", ReduceLearningRate.class),
                Map.entry("regularize-weights", RegularizeWeights.class),
                Map.entry("reinitialize-weights", ReinitializeWeights.class),
                Map.entry("normalize-inputs", NormalizeInputs.class),
                Map.entry("standardize-inputs", StandardizeInputs.class),
                Map.entry("standardize-labels", StandardizeLabels.class),
                Map.entry("swap-activation", SwapActivation.class),
                Map.entry("tailor-rectifier", TailorRectifier.class),
                Map.entry("tune-learning-rate", TuneLearningRate.class),
                Map.entry("gate-recurrence", GateRecurrence.class),
                Map.entry("shorten-backpropagation", ShortenBackpropagation.class),
                Map.entry("parametric-rectifier", ParametricRectifier.class),
                Map.entry("unit-variance", UnitVariance.class)));
    }

    /**
     * These and one more. Best a record: its components are what is written.
     *
     * @param name as its {@link Remedy#name()} says
     * @throws IllegalArgumentException where the name means another remedy
     */
    public RemedyRegistry with(String name, Class<? extends Remedy> kind) {
        Class<? extends Remedy> known = kinds.getOrDefault(name, kind);
        if (known != kind) {
            throw new IllegalArgumentException("the name \"" + name + "\" means " + known.getName() + ", not "
                    + kind.getName() + ": choose another name");
        }
        Map<String, Class<? extends Remedy>> more = new LinkedHashMap<>(kinds);
        more.put(name, kind);
        return new RemedyRegistry(more);
    }

    /**
     * The recommendation as JSON.
     *
     * @throws IllegalArgumentException where a remedy is not registered
     */
    public String write(Recommendation recommendation) {
        List<Step> steps = new ArrayList<>();
        for (Remedy remedy : recommendation.steps()) {
            if (kinds.get(remedy.name()) != remedy.getClass()) {
                throw new IllegalArgumentException("the remedy \"" + remedy.name() + "\" of "
                        + remedy.getClass().getName() + " is not registered, so that it could not be read back:"
                        + " RemedyRegistry.standard().with(name, class) knows it");
            }
            steps.add(new Step(remedy.name(), MAPPER.valueToTree(remedy)));
        }
        try {
            return MAPPER.writeValueAsString(
                    new Written(FORMAT, VERSION, recommendation.explanation(), recommendation.predicted(), steps));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "\"" + recommendation.title() + "\" cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The recommendation that was written so.
     *
     * @throws IllegalArgumentException where the text is no such JSON, is of a later version, names a remedy that is not
     *     registered, or holds values that no such remedy can have
     */
    public Recommendation read(String json) {
        try {
            JsonNode text = MAPPER.readTree(Objects.requireNonNullElse(json, ""));
            if (!FORMAT.equals(text.path("format").asText())) {
                throw new IllegalArgumentException("this is not a recommendation: JSON with \"format\": \"" + FORMAT
                        + "\" is, as toJson() writes");
            }
            if (text.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException("this recommendation is of version " + text.path("version")
                        + ", and version " + VERSION + " can be read: use the release of the toolkit that wrote it");
            }
            Written written = MAPPER.treeToValue(text, Written.class);
            List<Remedy> remedies = new ArrayList<>();
            for (Step step : written.steps()) {
                remedies.add(remedy(step, remedies.size() + 1));
            }
            return new Recommendation(remedies, written.explanation(), written.predicted());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not a recommendation: " + reason(e), e);
        }
    }

    private Remedy remedy(Step step, int number) {
        Class<? extends Remedy> kind = kinds.get(step.remedy());
        if (kind == null) {
            throw new IllegalArgumentException("step " + number + " is the remedy \"" + step.remedy()
                    + "\", which is not registered: known are "
                    + String.join(", ", kinds.keySet().stream().sorted().toList())
                    + "; RemedyRegistry.standard().with(name, class) adds your own");
        }
        try {
            return MAPPER.treeToValue(step.values(), kind);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "step " + number + " has no values for \"" + step.remedy() + "\": " + reason(e), e);
        }
    }

    /** What a value's own constructor says, where it refused. */
    private static String reason(JsonProcessingException e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof IllegalArgumentException)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(e.getOriginalMessage());
    }

    private record Written(
            String format, int version, String explanation, PredictedEffect predicted, List<Step> steps) {}

    private record Step(String remedy, JsonNode values) {}
}
