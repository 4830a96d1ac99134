package org.gradientdoctor.remedies.surgery;

import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.listeners.capture.RandomState;

/** Makes a changed copy of a network. */
public final class Surgery {
    private Surgery() {}

    /**
     * A new network with the edited configuration. Whatever the edit does not touch is as before: parameters (running
     * statistics of batch normalization too), the updater's state, iteration and epoch counts, truncated
     * back-propagation, workspace modes, data type, seed, constraints, regularization, dropout, preprocessors.
     *
     * <p>The given model and the calling thread's random state stay as they are. Listeners are not carried: they belong
     * to the run of the given model; those that a remedy brought are. Neither is the state of {@code rnnTimeStep}, which comes from other weights.
     *
     * @param edits edits the draft and marks layers to be drawn anew
     * @throws IllegalArgumentException as {@link NetworkDraft#of}, and what the edits throw
     */
    public static Model operate(Model model, Consumer<NetworkDraft> edits) {
        return operate(model, false, edits);
    }

    /**
     * As {@link #operate(Model, Consumer)}; where asked to, the new network is a graph. Layers of a stack keep their
     * names then, and its input is called {@code input}.
     */
    public static Model operate(Model model, boolean asGraph, Consumer<NetworkDraft> edits) {
        return operate(model, asGraph, 0, edits);
    }

    /**
     * As {@link #operate(Model, boolean, Consumer)}, with other random weights where weights are drawn anew.
     *
     * @param draw 0 for the weights that the edits' own seeds give, any other number for others
     */
    public static Model operate(Model model, boolean asGraph, long draw, Consumer<NetworkDraft> edits) {
        return RandomState.preserve(() -> {
            NetworkDraft draft = asGraph ? NetworkDraft.asGraph(model) : NetworkDraft.of(model);
            draft.draw(draw);
            edits.accept(draft);
            Model treated = withParameters(draft, model);
            UpdaterStateCarry.carry(model, treated, draft.redrawn().keySet());
            draft.riders().mount(treated);
            return treated;
        });
    }

    /** A network as the draft stands, with parameters carried, drawn and set, and its updater new. */
    static Model withParameters(NetworkDraft draft, Model source) {
        Model treated = draft.assemble();
        ParameterCarry.carry(source, treated, draft.redrawn().keySet());
        FreshParameters.draw(draft, treated);
        ParameterCarry.set(draft.values(), treated);
        return treated;
    }

    /** Why a saved model would be lost, and what to do, in a sentence; empty where Deeplearning4j can read it back. */
    public static Optional<String> lossWhenSaved(Model model) {
        return RandomState.preserve(() -> ConfigurationCopy.unreadable(model))
                .map(setting ->
                        "Saved as it is, the network is lost: " + setting + "; " + ConfigurationCopy.WAY_OUT + ".");
    }

    /** A draft of the network's configuration to look at. */
    public static NetworkDraft examine(Model model) {
        return RandomState.preserve(() -> NetworkDraft.of(model));
    }
}
