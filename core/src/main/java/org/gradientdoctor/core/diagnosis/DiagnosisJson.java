package org.gradientdoctor.core.diagnosis;

import org.gradientdoctor.core.json.JsonFormat;

/** A diagnosis as JSON. */
final class DiagnosisJson {
    static final JsonFormat<Diagnosis> FORMAT = JsonFormat.of(Diagnosis.class, "diagnosis", 1);

    private DiagnosisJson() {}
}
