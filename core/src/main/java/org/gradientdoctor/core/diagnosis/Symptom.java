package org.gradientdoctor.core.diagnosis;

import java.util.Locale;

/** What is observably wrong. Codes never change their meaning; symptoms may be added. */
public enum Symptom {
    VANISHING_GRADIENT(
            "GH001",
            "use an activation function of slope 1 with the initialization that fits it, batch normalization, skip connections, or fewer layers"),
    EXPLODING_GRADIENT(
            "GH002",
            "draw the weights at the scale that fits the activation function, and clip gradients where bursts remain"),
    NON_FINITE_VALUE(
            "GH003",
            "look at the tensor and the example named first: before a NaN come bad rows in the data, weights that are too large, or a rate that is too high"),
    DEAD_UNITS(
            "GH004",
            "lower the learning rate and use a leaky activation function; dead units come back where their weights are drawn anew"),
    SATURATED_ACTIVATION(
            "GH005",
            "standardize the inputs, draw smaller weights, or use an activation function that does not saturate"),
    UPDATE_TOO_LARGE("GH006", "lower the learning rate, or clip gradients where only some steps are too long"),
    UPDATE_TOO_SMALL("GH007", "raise the learning rate, or use an updater that scales its steps, such as Adam"),
    OSCILLATING_LOSS("GH008", "lower the learning rate or the momentum, or take larger minibatches"),
    DIVERGING_LOSS("GH009", "lower the learning rate, tenfold to begin with"),
    STALLED_LOSS(
            "GH010",
            "treat what else is found first; where nothing is, check that each label belongs to its input, and try another learning rate"),
    UNTRAINED_LAYER(
            "GH011",
            "check that the layer is meant to be trained, that something reads from it, and that its learning rate is above zero"),
    POOR_INITIALIZATION(
            "GH012",
            "draw the weights by the rule for the activation function: RELU for rectifiers, XAVIER for tanh, LECUN_NORMAL for SELU"),
    UNSCALED_INPUT(
            "GH013", "fit a NormalizerStandardize on the training data and make it the preprocessor of the iterators"),
    OUTPUT_LOSS_MISMATCH(
            "GH014",
            "pair softmax with MCXENT, sigmoid with XENT and identity with MSE, and give labels that the output can reach"),
    CLIPPING_DOMINATES("GH015", "raise the threshold of the clipping, and treat what makes the gradients large"),
    COLLAPSED_SIGNAL(
            "GH016",
            "use batch normalization, skip connections or fewer layers, and draw the weights at their critical scale"),
    /** A symptom of the user's own; its detector names the code. */
    CUSTOM("CUSTOM", "");

    private final String code;
    private final String help;

    Symptom(String code, String help) {
        this.code = code;
        this.help = help;
    }

    /** The stable code, {@code GH001} and so on. */
    public String code() {
        return code;
    }

    /** What generally helps, in a clause, whatever the cause; empty for {@link #CUSTOM}. */
    public String help() {
        return help;
    }

    /** For people: {@code vanishing-gradient}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
