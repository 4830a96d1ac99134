package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.json.JsonFormat;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisJsonTest {
    private static final Path SCHEMA = Path.of("../docs/diagnosis.schema.json");

    static Stream<Diagnosis> diagnoses() {
        TinyNetwork exploding = new TinyNetwork(11, 8, TinyNetwork.RELU, Double.NaN, 1);
        TinyNetwork vanishing = new TinyNetwork(10, 8, TinyNetwork.SIGMOID, 1, 1);
        exploding.iterations = 40;
        vanishing.iterations = 700;
        return Stream.of(
                examined(exploding.train()),
                examined(vanishing.train()),
                examined(brokenDown().snapshot()),
                examined(recurrent().snapshot()),
                new Diagnosis(TraceFixture.relu(2).snapshot(), List.of(ofItsOwn()), List.of()),
                new Diagnosis(TraceFixture.relu(1).snapshot(), List.of(), List.of()));
    }

    private static Diagnosis examined(TraceSnapshot trace) {
        return Examination.standard().examine(trace);
    }

    private static TraceFixture brokenDown() {
        TraceFixture fixture = TraceFixture.relu(4);
        fixture.iterations = 60;
        fixture.loss = i -> i < 50 ? 1 : i < 55 ? Double.POSITIVE_INFINITY : Double.NaN;
        fixture.delta = (layer, i) -> i < 50 ? .1 : layer == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        fixture.quiet = (layer, i) -> i < 50 ? .5 : Double.NaN;
        fixture.full = i -> i % 10 == 0 || i > 48;
        fixture.origin = new NonFiniteOrigin(50, Stage.LOSS, "", "loss", 1, 3);
        return fixture;
    }

    private static TraceFixture recurrent() {
        TraceFixture fixture = TraceFixture.sigmoid(3);
        fixture.iterations = 20;
        fixture.probed = List.of(
                new TimeProfile("0", false, "SimpleRnn", List.of(1., .1, 0., Double.NaN), .5, .2, Double.NaN, true));
        return fixture;
    }

    private static Finding ofItsOwn() {
        Detector own = new Detector() {
            @Override
            public Symptom symptom() {
                return Symptom.CUSTOM;
            }

            @Override
            public String code() {
                return "MY-1";
            }

            @Override
            public String needs() {
                return "nothing";
            }

            @Override
            public Finding examine(TraceSnapshot trace) {
                return Finding.healthy(this, "fine");
            }
        };
        return Finding.of(own, Outcome.WARNING, "a \"name\" with \u2028, \n, </script> and \ud83d\ude00")
                .withFirstIteration(1L << 40)
                .withLayers(List.of("\u0000"))
                .withMeasurements(
                        new Measurement("x", Double.MIN_VALUE, Double.NaN),
                        new Measurement("y", -0.0, Double.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("diagnoses")
    void whatIsReadBackIsEqualAndWrittenAlike(Diagnosis written) {
        String json = written.toJson();
        Diagnosis read = Diagnosis.fromJson(json);
        assertThat(read).isEqualTo(written);
        assertThat(read.toJson()).isEqualTo(json);
        assertThat(read.toString()).isEqualTo(written.toString());
    }

    @ParameterizedTest
    @MethodSource("diagnoses")
    void thePublishedSchemaHoldsForWhatIsWritten(Diagnosis written) throws IOException {
        assertThat(published().validate(written.toJson(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void thePublishedSchemaRefusesWhatNoDiagnosisHas() throws IOException {
        String json = examined(brokenDown().snapshot()).toJson();
        for (String wrong : List.of(
                json.replace("\"NaN\"", "\"nan\""),
                json.replace("\"VANISHING_GRADIENT\"", "\"GONE\""),
                json.replace("\"iterations\" : 60", "\"iterations\" : 60.5"),
                json.replace("\"findings\"", "\"findigns\""))) {
            assertThat(wrong).isNotEqualTo(json);
            assertThat(published().validate(wrong, InputFormat.JSON)).isNotEmpty();
        }
    }

    private static JsonSchema published() throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    }

    /** With -Dschemas=write the published one is written anew. */
    @Test
    void thePublishedSchemaIsThatOfTheFormat() throws IOException {
        String schema = JsonFormat.of(Diagnosis.class, "diagnosis", 1).schema();
        if ("write".equals(System.getProperty("schemas"))) {
            Files.writeString(SCHEMA, schema);
        }
        assertThat(Files.readString(SCHEMA)).isEqualTo(schema);
    }

    @Test
    void valuesThatAreNotFiniteStandAsTexts() {
        Diagnosis written = examined(brokenDown().snapshot());
        assertThat(written.toJson()).contains("\"NaN\"", "\"Infinity\"", "\"-Infinity\"");
        assertThat(Diagnosis.fromJson(written.toJson()).trace().recent().get(52).loss())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void whatIsWrongWithATextIsSaid() {
        Diagnosis diagnosis = new Diagnosis(
                brokenDown().snapshot(),
                examined(brokenDown().snapshot()).findings(),
                List.of(new Attribution(Cause.INPUT_SCALE, .5, List.of(), "because")));
        String json = diagnosis.toJson();
        assertRefused("", "not a diagnosis", "toJson()");
        assertRefused("{", "not a diagnosis");
        assertRefused("[1]", "not a diagnosis", "toJson()");
        assertRefused("{\"format\": \"another\", \"version\": 1}", "not a diagnosis", "toJson()");
        assertRefused(json + " {}", "not a diagnosis");
        assertRefused(json.substring(0, json.length() / 2), "not a diagnosis");
        assertRefused(json.replace("\"version\" : 1,", "\"version\" : 2,"), "version 2", "version 1", "release");
        assertRefused(json.replace("\"code\" : \"GH003\"", "\"code\" : \"GH999\""), "GH003, not GH999", "findings");
        assertRefused(json.replace("NON_FINITE_VALUE", "GONE"), "GONE", "VANISHING_GRADIENT", "symptom");
        assertRefused(json.replace("\"share\" : 0.5", "\"share\" : 1.5"), "between 0 and 1", "causes.[0]");
        assertRefused(json.replace("\"share\" : 0.5", "\"share\" : \"0.5\""), "share");
        assertRefused(json.replace("\"share\" : 0.5", "\"share\" : null"), "share");
        assertRefused(json.replace("\"explanation\" : \"because\"", "\"explanation\" : null"), "explanation");
        assertRefused(json.replace("\"explanation\" : \"because\"", "\"other\" : 1"), "explanation");
        assertRefused(json.replace("\"share\" : 0.5,", ""), "share");
        assertRefused(json.replace("\"recent\"", "\"older\""), "older");
        assertRefused(json.replace("\"causes\" : [ {", "\"causes\" : [ null, {"), "null", "causes");
        assertRefused(json.replace("\"layers\" : [ ]", "\"layers\" : [ null ]"), "null", "layers");
        assertRefused(
                json.replaceFirst("\"environment\" : \\{", "\"environment\" : { \"Java\" : null,"),
                "null",
                "environment");
    }

    private static void assertRefused(String json, String... words) {
        assertThatThrownBy(() -> Diagnosis.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
