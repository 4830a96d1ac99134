package org.gradientdoctor.remedies.repair;

import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.surgery.FreshlyDrawn;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.NonFiniteParameters;
import org.gradientdoctor.remedies.surgery.Surgery;

/**
 * What trials begin with. Layers whose weights are what the configuration draws are drawn anew for each trial; weights
 * that were trained or set go on as they are, and trials differ in the order of data and in dropout only. A network with
 * parameters that are not finite has nothing to go on with, and is drawn anew.
 *
 * @param drawn the layers that are drawn anew
 * @param isPoisoned whether parameters were not finite
 */
record StartingPoint(Model model, Set<String> drawn, boolean isPoisoned) {

    static StartingPoint of(Model model) {
        NetworkDraft draft = Surgery.examine(model);
        if (!NonFiniteParameters.layers(model).isEmpty()) {
            Set<String> all = draft.layers().stream()
                    .filter(layer -> !layer.isFrozen() && layer.hasParameters())
                    .map(LayerDraft::name)
                    .collect(Collectors.toSet());
            return new StartingPoint(model, all, true);
        }
        Set<String> drawn = FreshlyDrawn.layers(model).stream()
                .filter(name -> !draft.layer(name).isFrozen())
                .collect(Collectors.toSet());
        return new StartingPoint(model, draft.iterations() > 0 ? Set.of() : drawn, false);
    }

    /**
     * A copy to be trained.
     *
     * @param draw 0 for the weights as given, any other number for others where they are drawn
     */
    Model network(long draw) {
        return Surgery.operate(model, false, draw, draft -> {
            if (draw != 0 || isPoisoned) {
                drawn.forEach(layer -> draft.redraw(layer, draft.seed()));
            }
        });
    }

    /** For people, in a sentence. */
    String description() {
        if (isPoisoned) {
            return "The given network's parameters are not finite, so every trial draws its weights anew.";
        }
        return drawn.isEmpty()
                ? "Trials go on from the given weights; they differ in the order of data and in dropout."
                : "The first trial of each treatment begins with the given weights; the others draw anew what the"
                        + " configuration draws (" + drawn.size() + " layers).";
    }
}
