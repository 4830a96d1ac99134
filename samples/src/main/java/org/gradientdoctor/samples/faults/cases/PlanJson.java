package org.gradientdoctor.samples.faults.cases;

import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.PropertyAccessor;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** A plan's fields, in their order. */
final class PlanJson {
    private static final ObjectMapper FIELDS = new ObjectMapper().setVisibility(PropertyAccessor.FIELD, Visibility.ANY);

    private PlanJson() {}

    static String write(Plan plan) {
        try {
            return FIELDS.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan's fields are numbers and names, so this can't happen", e);
        }
    }
}
