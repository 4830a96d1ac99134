package org.gradientdoctor.remedies;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;

/**
 * Marks a layer by a dropout that drops next to nothing.
 *
 * @param number tells marks of one layer apart
 */
record Mark(String layer, int number) implements Remedy {
    Mark(String layer) {
        this(layer, 1);
    }

    private double kept() {
        return 1 - .0001 * number;
    }

    @Override
    public String name() {
        return "mark";
    }

    @Override
    public String title() {
        return "mark " + layer + (number == 1 ? "" : " by " + number);
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return List.of(layer);
    }

    @Override
    public String effect() {
        return "Marks a layer.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Optional.empty();
    }

    @Override
    public void edit(NetworkDraft draft) {
        draft.layer(layer).cores().forEach(core -> core.setIDropout(new Dropout(kept())));
    }

    boolean isIn(Model model) {
        return Surgery.examine(model).layer(layer).cores().get(0).getIDropout() instanceof Dropout dropout
                && dropout.getP() == kept();
    }
}
