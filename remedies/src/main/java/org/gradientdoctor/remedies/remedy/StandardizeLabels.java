package org.gradientdoctor.remedies.remedy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Lets a regression network answer in raw units as if labels were standardized: the output's weights are drawn anew and
 * the labels' means and deviations folded into them, exactly. Errors in raw units are larger by the deviation, and so are
 * the gradients, twice in the layers below: rates are set to match.
 *
 * @param layer the output layer, with the identity as activation
 * @param columns mean and deviation of each label column
 * @param rates of the layers whose steps the labels' scale makes too long; may be empty
 * @param seed of the draw
 */
public record StandardizeLabels(String layer, Columns columns, Map<String, LayerRate> rates, long seed)
        implements Remedy {
    private static final long serialVersionUID = 1L;

    public StandardizeLabels {
        Given.value("layer", layer);
        Given.value("columns", columns);
        rates = Given.map("rates", rates);
    }

    @Override
    public String name() {
        return "standardize-labels";
    }

    @Override
    public String title() {
        return "fold the standardization of " + columns.size() + " label columns into the output"
                + (rates.isEmpty() ? "" : ", and set rates to match");
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.RESETS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        Set<String> layers = new LinkedHashSet<>(rates.keySet());
        layers.add(layer);
        return List.copyOf(layers);
    }

    @Override
    public String effect() {
        return "Draws the weights of the output layer anew from seed " + seed
                + " and scales and shifts them to the labels; all other weights stay.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, List.of(layer), this::reason)
                .or(() -> tuning().flatMap(tuning -> tuning.refusal(draft)));
    }

    private Stream<String> reason(LayerDraft output) {
        Optional<String> reason = canFold(output)
                ? Optional.empty()
                : Optional.of("layer " + output + " is no output layer with biases and the identity as activation");
        if (reason.isEmpty() && Folding.outputs(output) != columns.size()) {
            reason = Optional.of("layer " + output + " answers with " + Folding.outputs(output) + " columns and "
                    + columns.size() + " are to be standardized");
        }
        return reason.stream()
                .map(why -> "the labels cannot be standardized in its weights: " + why
                        + "; fit a NormalizerStandardize with fitLabel(true) on the training data and revert what the"
                        + " network answers");
    }

    /** Whether a layer's answers can be scaled and shifted by its weights. */
    public static boolean canFold(LayerDraft layer) {
        return layer.cores().size() == 1
                && layer.cores().get(0) instanceof BaseOutputLayer output
                && output.getActivationFn() instanceof ActivationIdentity
                && (output.isHasBias())
                && Set.of("OutputLayer", "RnnOutputLayer")
                        .contains(output.getClass().getSimpleName());
    }

    private Optional<TuneLearningRate> tuning() {
        return rates.isEmpty() ? Optional.empty() : Optional.of(new TuneLearningRate(rates, RateCourse.constant()));
    }

    @Override
    public void edit(NetworkDraft draft) {
        draft.redraw(layer, seed);
        Folding.intoOutputs(draft, layer, columns.means(), columns.deviations());
        tuning().ifPresent(tuning -> tuning.edit(draft));
    }
}
