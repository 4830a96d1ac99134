package org.gradientdoctor.core.diagnosis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One detector's answer on one trace. Immutable; {@code with…} methods return a changed copy.
 */
// The lists are copies by List.copyOf, which can be serialized, though their type does not say so.
@SuppressWarnings("serial")
public final class Finding implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Symptom symptom;
    private final String code;
    private final Outcome outcome;
    private final String explanation;
    private final List<String> layers;
    private final @Nullable Long firstIteration;
    private final List<Measurement> measurements;

    private Finding(
            Symptom symptom,
            String code,
            Outcome outcome,
            String explanation,
            List<String> layers,
            @Nullable Long firstIteration,
            List<Measurement> measurements) {
        this.symptom = symptom;
        this.code = code;
        this.outcome = outcome;
        this.explanation = explanation;
        this.layers = List.copyOf(layers);
        this.firstIteration = firstIteration;
        this.measurements = List.copyOf(measurements);
    }

    /** As it was written; a symptom's code is checked, since a later release may have given it a new one. */
    @JsonCreator
    static Finding read(
            @JsonProperty("symptom") Symptom symptom,
            @JsonProperty("code") String code,
            @JsonProperty("outcome") Outcome outcome,
            @JsonProperty("explanation") String explanation,
            @JsonProperty("layers") List<String> layers,
            @JsonProperty("firstIteration") @Nullable Long firstIteration,
            @JsonProperty("measurements") List<Measurement> measurements) {
        if (symptom != Symptom.CUSTOM && !symptom.code().equals(code)) {
            throw new IllegalArgumentException("the code of " + symptom.title() + " is " + symptom.code() + ", not "
                    + code + "; a symptom of one's own is CUSTOM");
        }
        return new Finding(symptom, code, outcome, explanation, layers, firstIteration, measurements);
    }

    /**
     * An answer to this detector's question.
     *
     * @param explanation what was found, where and why, in a sentence or two
     */
    public static Finding of(Detector detector, Outcome outcome, String explanation) {
        return new Finding(detector.symptom(), detector.code(), outcome, explanation, List.of(), null, List.of());
    }

    /** Evaluated, and nothing wrong. */
    public static Finding healthy(Detector detector, String explanation) {
        return of(detector, Outcome.HEALTHY, explanation);
    }

    /** Not evaluated. */
    public static Finding notEvaluated(Detector detector, String reason) {
        return of(detector, Outcome.NOT_EVALUATED, reason);
    }

    public Finding withLayers(List<String> names) {
        return new Finding(symptom, code, outcome, explanation, names, firstIteration, measurements);
    }

    public Finding withFirstIteration(long iteration) {
        return new Finding(symptom, code, outcome, explanation, layers, iteration, measurements);
    }

    public Finding withMeasurements(Measurement... numbers) {
        return new Finding(symptom, code, outcome, explanation, layers, firstIteration, List.of(numbers));
    }

    public Symptom symptom() {
        return symptom;
    }

    public String code() {
        return code;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** What was found, where and why; for {@link Outcome#NOT_EVALUATED} the reason. */
    public String explanation() {
        return explanation;
    }

    /** The layers concerned, by name, from input to output; empty where none in particular is. */
    public List<String> layers() {
        return layers;
    }

    /** The first iteration at which it shows among what is still remembered. */
    public OptionalInt firstIteration() {
        return firstIteration == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(firstIteration, Integer.MAX_VALUE));
    }

    /** The numbers it rests on, against their thresholds. */
    public List<Measurement> measurements() {
        return measurements;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Finding other
                && symptom == other.symptom
                && code.equals(other.code)
                && outcome == other.outcome
                && explanation.equals(other.explanation)
                && layers.equals(other.layers)
                && Objects.equals(firstIteration, other.firstIteration)
                && measurements.equals(other.measurements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, outcome, explanation, layers);
    }

    @Override
    public String toString() {
        return code + " " + symptom.title() + ": " + outcome + ", " + explanation;
    }
}
