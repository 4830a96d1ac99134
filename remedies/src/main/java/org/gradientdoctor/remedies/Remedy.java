package org.gradientdoctor.remedies;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * One kind of change to a network, as a value: the layers it touches, by name, and what their settings shall be. It
 * holds targets (rate .01), never factors ("a tenth"), so that it can be printed, kept, applied to another copy, and
 * applied twice without further effect. No model and no array is inside.
 */
public interface Remedy extends Serializable {
    /** The stable name, which is also that of its page in {@code docs/remedies}: {@code swap-activation}. */
    String name();

    /** What it does with its target values, in a line: {@code swap activation to relu}. */
    String title();

    /** What it does to a network that has learned something. */
    SafetyClass safety();

    /** The layers it touches, from input to output. */
    List<String> layers();

    /** What it does to the weights, in a sentence. */
    String effect();

    /**
     * Why it cannot be applied to this network; empty where it can.
     *
     * @throws IllegalArgumentException where the network lacks a layer it names
     */
    Optional<String> refusal(NetworkDraft draft);

    /** As {@link #refusal(NetworkDraft)}, where a batch is at hand. */
    default Optional<String> refusal(NetworkDraft draft, Batch batch) {
        return refusal(draft);
    }

    /**
     * Makes the change. Called where there is no {@link #refusal refusal}. A remedy that {@link #needsData needs data}
     * makes the part of the change that needs none, so that its configuration can be looked at without any.
     */
    void edit(NetworkDraft draft);

    /** Makes the change, where a batch is at hand; the one that is called for remedies that need data. */
    default void edit(NetworkDraft draft, Batch batch) {
        edit(draft);
    }

    /** Whether it needs a batch of the user's data to be applied. */
    default boolean needsData() {
        return false;
    }

    /** Whether a stack becomes a graph by it. */
    default boolean changesNetworkClass() {
        return false;
    }

    /**
     * Whether what it does is all in the model, so that a saved one has it. What rides along as a listener is lost where
     * a model is saved.
     */
    default boolean isInTheModel() {
        return true;
    }
}
