package org.gradientdoctor.samples.peers;

import java.util.List;

/** A baseline that never says anything: no false alarm, and nothing found. */
public final class AlwaysHealthy implements Peer {

    @Override
    public String name() {
        return "always healthy";
    }

    @Override
    public List<PeerAlarm> judge(PeerTrace trace) {
        return List.of();
    }
}
