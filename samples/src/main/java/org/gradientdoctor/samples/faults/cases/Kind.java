package org.gradientdoctor.samples.faults.cases;

/** What a network's layers are given. */
enum Kind {
    /** {@code [examples, columns]}. */
    ROWS,
    /** {@code [examples, channels, height, width]}. */
    IMAGES,
    /** {@code [examples, channels, steps]}. */
    SEQUENCES
}
