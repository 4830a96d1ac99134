package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Lets a network take raw data as if it were standardized: the first layer's weights are drawn anew and the columns' means
 * and deviations folded into them, exactly. Since a step of weights that read large numbers moves the answer by their
 * square, that layer gets rates of its own.
 *
 * @param layer the layer that reads the network's input
 * @param columns mean and deviation of each input column
 * @param rate of the layer's weights and of its biases, which get an updater of their own
 * @param seed of the draw
 */
public record StandardizeInputs(String layer, Columns columns, LayerRate rate, long seed) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where an argument is null
     */
    public StandardizeInputs {
        Given.value("layer", layer);
        Given.value("columns", columns);
        Given.value("rate", rate);
    }

    @Override
    public String name() {
        return "standardize-inputs";
    }

    @Override
    public String title() {
        return "fold the standardization of " + columns.size() + " input columns into the first layer, at rate "
                + Figure.of(rate.weights());
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.RESETS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return List.of(layer);
    }

    @Override
    public String effect() {
        return "Draws the weights of the first layer anew from seed " + seed
                + " and scales and shifts them to the data; all other weights stay.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, layers(), first -> reason(draft, first));
    }

    private Stream<String> reason(NetworkDraft draft, LayerDraft first) {
        Optional<String> reason = draft.readsInputAlone(first)
                ? Folding.refusal(first)
                : Optional.of("layer " + first + " does not read the network's input alone");
        if (reason.isEmpty() && Folding.inputs(first) != columns.size()) {
            reason = Optional.of("layer " + first + " reads " + Folding.inputs(first) + " columns and " + columns.size()
                    + " are to be standardized");
        }
        return reason.stream()
                .map(why ->
                        "the input cannot be standardized in its weights: " + why + "; fit a NormalizerStandardize on"
                                + " the training data, set it as the iterator's preprocessor, and save it with the model"
                                + " (ModelSerializer.addNormalizerToModel)");
    }

    @Override
    public void edit(NetworkDraft draft) {
        draft.redraw(layer, seed);
        Folding.intoInputs(draft, layer, columns.means(), columns.deviations());
        LayerDraft first = draft.layer(layer);
        List<IUpdater> own = first.biasUpdaters();
        first.weightUpdaters().stream()
                .findFirst()
                .filter(IUpdater::hasLearningRate)
                .ifPresent(updater -> {
                    IUpdater ofBiases =
                            own.isEmpty() ? updater.clone() : own.get(0).clone();
                    if (ofBiases.hasLearningRate()) {
                        ofBiases.setLrAndSchedule(rate.biases(), null);
                    }
                    first.weightUpdaters().forEach(each -> each.setLrAndSchedule(rate.weights(), null));
                    first.training().setBiasUpdaters(ofBiases::clone);
                });
    }
}
