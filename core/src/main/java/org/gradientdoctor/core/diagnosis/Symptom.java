package org.gradientdoctor.core.diagnosis;

import java.util.Locale;

/** What is observably wrong. Codes never change their meaning; symptoms may be added. */
public enum Symptom {
    VANISHING_GRADIENT("GH001"),
    EXPLODING_GRADIENT("GH002"),
    NON_FINITE_VALUE("GH003"),
    DEAD_UNITS("GH004"),
    SATURATED_ACTIVATION("GH005"),
    UPDATE_TOO_LARGE("GH006"),
    UPDATE_TOO_SMALL("GH007"),
    OSCILLATING_LOSS("GH008"),
    DIVERGING_LOSS("GH009"),
    STALLED_LOSS("GH010"),
    UNTRAINED_LAYER("GH011"),
    POOR_INITIALIZATION("GH012"),
    UNSCALED_INPUT("GH013"),
    OUTPUT_LOSS_MISMATCH("GH014"),
    CLIPPING_DOMINATES("GH015"),
    COLLAPSED_SIGNAL("GH016"),
    /** A symptom of the user's own; its detector names the code. */
    CUSTOM("CUSTOM");

    private final String code;

    Symptom(String code) {
        this.code = code;
    }

    /** The stable code, {@code GH001} and so on. */
    public String code() {
        return code;
    }

    /** For people: {@code vanishing-gradient}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
