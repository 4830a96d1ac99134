package org.gradientdoctor.core.reading;

/** What diagnosis must know of a layer lest it be misread. New traits may be added. */
public enum LayerTrait {
    /** Its parameters are not trained, on purpose. */
    FROZEN,
    /** Its bias feeds batch normalization and so has a zero gradient by mathematics. */
    FEEDS_BATCH_NORMALIZATION,
    /** The next layer drops units in place, so this layer's activations show zeros that are not its own. */
    DROPPED_BY_CONSUMER,
    /** Rows are looked up, not multiplied: most rows have a zero gradient in any one batch. */
    LOOKUP
}
