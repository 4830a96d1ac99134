package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class RecommendationJsonTest {
    private final Recommendation slower = new Recommendation(
            List.of(new ReduceLearningRate(Map.of("layer0", new LayerRate(.1 + .2, 1e-300)))), "Slower: \"ä\" \n.");

    @Test
    void everyRemedyIsReadBackAsItWasWritten() {
        for (Networks.Case network : List.of(
                Networks.dense(new Sgd(.1)), Networks.convolutional(), RecurrentNetworks.lstm(), Networks.graph())) {
            for (Remedy remedy : EveryRemedy.on(network.model())) {
                Recommendation written = new Recommendation(
                        List.of(remedy),
                        "because",
                        new PredictedEffect(.25, List.of(Symptom.DEAD_UNITS, Symptom.STALLED_LOSS)));
                Recommendation read = Recommendation.fromJson(written.toJson());
                assertThat(read).as(remedy.title()).isEqualTo(written);
                assertThat(read.toJson()).isEqualTo(written.toJson());
                assertThat(read.layers()).isEqualTo(written.layers());
            }
        }
    }

    @Test
    void whatWasReadTreatsAnotherCopyAlike() {
        Model one = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 2, 8);
        Model copy = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 2, 8);
        for (Remedy remedy : EveryRemedy.on(one)) {
            Recommendation written = new Recommendation(List.of(remedy), "because");
            if (!remedy.needsData() && remedy.refusal(NetworkDraft.of(one)).isEmpty()) {
                Model treated = written.applyTo(one);
                Model alike = Recommendation.fromJson(written.toJson()).applyTo(copy);
                assertThat(State.json(alike)).isEqualTo(State.json(treated));
                assertThat(State.parameters(alike)).isEqualTo(State.parameters(treated));
            }
        }
    }

    @Test
    void numbersAndTextComeBackToTheLastDigit() {
        assertThat(Recommendation.fromJson(slower.toJson())).isEqualTo(slower);
        // No prediction is NaN, which JSON has no number for.
        assertThat(slower.toJson()).contains("\"NaN\"", "\"version\" : 1", "\"reduce-learning-rate\"", "layer0");
        assertThat(Recommendation.fromJson(slower.toJson()).predicted().isNone())
                .isTrue();
    }

    @Test
    void anInfiniteValueIsRefusedByTheRemedyItself() {
        assertRefused(slower.toJson().replace("1.0E-300", "\"Infinity\""), "reduce-learning-rate", "Infinity");
        assertRefused(slower.toJson().replace("1.0E-300", "-1"), "a learning rate of -1.0 cannot be set");
    }

    private static void assertRefused(String json, String... words) {
        assertThatThrownBy(() -> Recommendation.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void malformedTextIsRefusedWithWhatIsWrong() {
        String json = slower.toJson();
        assertRefused("", "not a recommendation");
        assertRefused("{", "not a recommendation");
        assertRefused("[]", "not a recommendation");
        assertRefused("{\"format\": \"another\"}", "not a recommendation", "toJson()");
        assertRefused(json + " {}", "not a recommendation");
        assertRefused(json.replace("\"version\" : 1", "\"version\" : 2"), "version 2", "version 1");
        assertRefused(json.replace("reduce-learning-rate", "burn-down"), "step 1", "burn-down", "known are", "with(");
        assertRefused(json.replace("\"biases\"", "\"bias\""), "step 1", "bias");
        assertRefused(json.replace("\"weights\"", "\"biases\""), "biases");
        assertRefused(json.replace("1.0E-300", "null"), "step 1");
        assertRefused(json.replace("1.0E-300", "\"much\""), "step 1");
        assertRefused(json.replaceAll("\"steps\" : \\[(?s:.*)\\]", "\"steps\" : []"), "at least one step");
        assertRefused(json.replaceAll(",\\s*\"steps\" : \\[(?s:.*)\\]", ""), "steps");
    }

    /** A remedy of a user's own. */
    record Rename(String layer, double to) implements Remedy {
        @Override
        public String name() {
            return "rename";
        }

        @Override
        public String title() {
            return "rename";
        }

        @Override
        public SafetyClass safety() {
            return SafetyClass.KEEPS_FUNCTION;
        }

        @Override
        public List<String> layers() {
            return List.of(layer);
        }

        @Override
        public String effect() {
            return "None.";
        }

        @Override
        public Optional<String> refusal(NetworkDraft draft) {
            return Optional.empty();
        }

        @Override
        public void edit(NetworkDraft draft) {}
    }

    @Test
    void remediesOfAUsersOwnAreWrittenAndReadWhereTheyAreRegistered() {
        Recommendation own = new Recommendation(List.of(new Rename("layer0", Double.POSITIVE_INFINITY)), "own");
        assertThatThrownBy(own::toJson)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"rename\"")
                .hasMessageContaining("not registered");
        RemedyRegistry registry = RemedyRegistry.standard().with("rename", Rename.class);
        assertThat(registry.read(registry.write(own))).isEqualTo(own);
        assertRefused(registry.write(own), "\"rename\"", "not registered");
        assertThatThrownBy(() -> registry.with("reduce-depth", Rename.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose another name");
    }
}
