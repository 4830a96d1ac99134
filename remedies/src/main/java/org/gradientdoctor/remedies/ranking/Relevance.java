package org.gradientdoctor.remedies.ranking;

/** In which order remedies of equal promise are tried: what mends most networks comes first, augmentations last. */
enum Relevance {
    /** What the data ask for: no other remedy does its work. */
    DATA,
    ACTIVATION,
    NORMALIZATION,
    RATE,
    ARCHITECTURE,
    INITIALIZATION,
    CLIPPING,
    TOGETHER,
    DEPTH,
    REGULARIZATION,
    OPTIMIZER
}
