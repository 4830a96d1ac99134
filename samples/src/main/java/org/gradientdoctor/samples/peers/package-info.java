/**
 * What other tools would have said to a training run: a recorder that keeps what their rules need, and the rules, each
 * with its own timing. {@code docs/peers.md} gives sources and readings.
 */
@NullMarked
package org.gradientdoctor.samples.peers;

import org.jspecify.annotations.NullMarked;
