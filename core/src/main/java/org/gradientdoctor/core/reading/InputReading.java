package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * One of a network's inputs, by column: for images by channel, for sequences by feature.
 *
 * @param name the graph's name for it; {@code input} of a stack
 * @param columns mean and variance of each column; NaN for a column that holds values that are not finite
 * @param lookedUp whether it holds indices to be looked up in an embedding, which have no scale
 * @param normalized whether the first thing done to it is a batch normalization, which scales it: by batches, or frozen and
 *     by numbers that fit these columns
 */
public record InputReading(String name, UnitSummary columns, boolean lookedUp, boolean normalized)
        implements Serializable {}
