package org.gradientdoctor.remedies.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Steps on one network: in {@link StepOrder}, but one that names a layer which another step brings, such as an inserted
 * normalization's rate, behind that one. Advice for a network that was treated before names such layers, and both are
 * applied to the untreated one in one pass.
 */
public final class StepSequence {
    private StepSequence() {}

    /** Hands out all steps one by one, each when the network has the layers it names; where none has, the first. */
    public static void each(List<Remedy> steps, NetworkDraft draft, Consumer<Remedy> step) {
        List<Remedy> pending = new ArrayList<>(steps);
        while (!pending.isEmpty()) {
            int next = next(pending, draft);
            step.accept(pending.remove(next));
        }
    }

    private static int next(List<Remedy> pending, NetworkDraft draft) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).layers().stream()
                    .allMatch(layer -> draft.find(layer).isPresent())) {
                return i;
            }
        }
        return 0;
    }
}
