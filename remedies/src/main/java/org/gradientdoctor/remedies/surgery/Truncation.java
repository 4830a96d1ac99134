package org.gradientdoctor.remedies.surgery;

/**
 * How far back-propagation goes through time where it is truncated.
 *
 * @param forward steps of a segment: each is an iteration of its own, and no error passes from one to the one before
 * @param backward steps within a segment that the error is meant to go back; Deeplearning4j 1.0.0-M2.1 goes through all
 */
public record Truncation(int forward, int backward) {}
