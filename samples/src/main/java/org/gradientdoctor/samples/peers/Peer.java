package org.gradientdoctor.samples.peers;

import java.util.List;

/** Another tool, or a baseline, that judges a training run. */
public interface Peer {

    /** As its authors call it. */
    String name();

    /**
     * What it would have said, in the order in which it would have said it; each rule at most once for each layer. An
     * alarm at iteration i rests on no weights later than those that i led to.
     */
    List<PeerAlarm> judge(PeerTrace trace);
}
