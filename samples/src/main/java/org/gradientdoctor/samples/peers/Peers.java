package org.gradientdoctor.samples.peers;

import java.util.List;

/** All peers and baselines, in the order of tables. */
public final class Peers {
    private Peers() {}

    public static List<Peer> all() {
        return List.of(
                new AutoTrainer(),
                new SageMakerDebugger(),
                new TheDeepChecker(),
                new DeepDiagnosis(),
                new TrainingUiGuide(),
                new LossAlone(),
                new AlwaysHealthy());
    }
}
