package org.gradientdoctor.samples.peers;

import org.jspecify.annotations.Nullable;

/**
 * One sentence of a peer.
 *
 * @param iteration the iteration, from 0, at whose end it would have been said
 * @param kind what is said to be wrong
 * @param layer the layer it is said of; null where none is named
 * @param text the figures against the threshold, for people
 */
public record PeerAlarm(
        int iteration, AlarmKind kind, @Nullable String layer, String text) {}
