package org.gradientdoctor.samples.snippets;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.peers.AutoTrainer;
import org.gradientdoctor.samples.peers.PeerAlarm;
import org.gradientdoctor.samples.peers.PeerRecorder;
import org.gradientdoctor.samples.peers.TrainingPlan;

/** How a run reaches the judges of other tools. Compiled, not run. */
final class PeerCode {
    private PeerCode() {}

    static List<PeerAlarm> judged(
            MultiLayerNetwork network, int epochs, int iterations, int classes, double constantAnswer) {
        // snippet record
        PeerRecorder recorder = new PeerRecorder(new TrainingPlan(epochs, iterations, classes, constantAnswer));
        network.addListeners(recorder);
        // train; after each epoch: recorder.epochEnded(accuracy)
        List<PeerAlarm> alarms = new AutoTrainer().judge(recorder.trace());
        // end record
        return alarms;
    }
}
