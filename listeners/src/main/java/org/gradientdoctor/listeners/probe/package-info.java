/**
 * Reads the error signal of a network on a batch of one's own, without touching the network. {@link
 * org.gradientdoctor.listeners.probe.BackwardProbe} is the way in.
 */
@NullMarked
package org.gradientdoctor.listeners.probe;

import org.jspecify.annotations.NullMarked;
