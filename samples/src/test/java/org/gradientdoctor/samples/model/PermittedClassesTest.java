package org.gradientdoctor.samples.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.gradientdoctor.samples.input.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which Jackson takes the name of a class from a configuration. */
class PermittedClassesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'confs': [{'layer': {'@class': 'evil.Layer'}}]}",
                "{'confs': [{'layer': {'@class': 'Unpackaged'}}]}",
                "{'dist': {'type': 'evil.Distribution'}}",
                "{'confs': [{'layer': ['evil.Layer', {}]}]}",
                "{'layer': {'@class': 'org.deeplearning4j.nn.conf.layers.DenseLayer', '@class': 'evil.Layer'}}",
                "{'layer': {'@class': 'org.deeplearning4j.nn.conf.layers.DenseLayer<evil.Layer>'}}",
                "{'layer': {'@class': 'org.deeplearning4j.nn.confevil.Layer'}}",
                "{'layer': {'\\u0040class': 'evil\\u002eLayer'}}",
                "{'vertices': {'vertexInputs': {'@class': 'evil.Vertex'}}}",
                "{'networkInputs': 3, 'layer': {'@class': 'evil.Layer'}}",
                "{'vertexInputs': {'a': ['in']}, 'layer': {'@class': 'evil.Layer'}}"
            })
    void aNameFromElsewhereIsRefused(String json) {
        assertThatThrownBy(() -> check(json)).isInstanceOf(BadInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'layer': {'@class': 'org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional'}}",
                "{'layer': {'@class': 'org.deeplearning4j.nn.conf.dropout.Dropout'}}",
                "{'iupdater': {'@class': 'org.nd4j.linalg.learning.config.Adam'}}",
                "{'vertex': {'@class': 'org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex$X'}}",
                "{'type': 'plain words', 'layerName': 'block.one'}",
                "{'networkInputs': ['my.input'], 'vertexInputs': {'out': ['my.layer', 'other']}}"
            })
    void whatDeeplearning4jWritesIsPermitted(String json) {
        assertThatCode(() -> check(json)).doesNotThrowAnyException();
    }

    @Test
    void aClassThatTheUserNamesIsPermittedAndNoOther() {
        PermittedClasses permitted = new PermittedClasses(Set.of("mine.Layer"));

        assertThatCode(() -> permitted.check("{\"@class\": \"mine.Layer\"}".getBytes(UTF_8), "m.zip"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> permitted.check("{\"@class\": \"mine.Layer2\"}".getBytes(UTF_8), "m.zip"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--allow-class mine.Layer2");
    }

    private static void check(String json) throws Exception {
        new PermittedClasses(Set.of()).check(json.replace('\'', '"').getBytes(UTF_8), "model.zip");
    }
}
