package org.gradientdoctor.samples.repair;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Draws all weights anew by the rule they were drawn by: what is gained so is luck.
 *
 * @param names of the layers with parameters
 * @param seed of the draw
 */
record Placebo(List<String> names, long seed) implements Remedy {

    static Placebo of(NetworkDraft draft, long seed) {
        return new Placebo(
                draft.layers().stream()
                        .filter(LayerDraft::hasParameters)
                        .map(LayerDraft::name)
                        .toList(),
                seed);
    }

    @Override
    public String name() {
        return "placebo";
    }

    @Override
    public String title() {
        return "placebo " + seed;
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.RESETS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return names;
    }

    @Override
    public String effect() {
        return "Draws all weights anew by the rule they were drawn by.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Optional.empty();
    }

    @Override
    public void edit(NetworkDraft draft) {
        names.forEach(layer -> draft.redraw(layer, seed));
    }
}
