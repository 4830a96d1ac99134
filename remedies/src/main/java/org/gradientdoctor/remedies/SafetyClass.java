package org.gradientdoctor.remedies;

/** What a remedy does to a network that has learned something, from harmless to grave. */
public enum SafetyClass {
    /** The outputs stay what they are until training goes on. */
    KEEPS_FUNCTION("keeps the function: outputs change only as training goes on"),
    /** The weights stay, the outputs change. */
    KEEPS_PARAMETERS("keeps the parameters: weights stay, outputs change at once"),
    /** Weights are drawn anew; what they learned is lost. */
    RESETS_PARAMETERS("resets parameters: what the layers drawn anew had learned is lost");

    private final String explanation;

    SafetyClass(String explanation) {
        this.explanation = explanation;
    }

    /** For people, in half a sentence. */
    public String explanation() {
        return explanation;
    }
}
