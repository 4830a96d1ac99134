/**
 * Data to train on that needs no network: three real sets that are shipped, and generators of known formulas. Every
 * generator draws from a seed of its own and leaves the thread's ND4J random state as it was.
 */
@NullMarked
package org.gradientdoctor.samples.data;

import org.jspecify.annotations.NullMarked;
