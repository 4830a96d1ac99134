package org.gradientdoctor.samples.uses;

import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.listeners.ui.LiveReport;

/** Shows the report of a running training in Deeplearning4j's training UI, until somebody presses Enter. */
public final class WatchLive {
    private static final int EPOCHS = 30;

    private WatchLive() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        MultiLayerNetwork network = DeepSigmoid.build();
        GradientHealthListener health = GradientHealthListener.create();

        // snippet live
        StatsStorage storage = new InMemoryStatsStorage();
        UIServer.getInstance().attach(storage);
        LiveReport live = LiveReport.of(health, storage);
        network.setListeners(health, live); // the report, while training goes on
        // end live
        System.out.println("watch it at " + UIServer.getInstance().getAddress() + "/gradient-doctor");
        network.fit(DeepSigmoid.data(1), EPOCHS);
        live.close();
        System.out.println("trained, verdict " + health.diagnosis().verdict() + "; Enter ends the server");
        System.in.read();
        UIServer.stopInstance();
    }
}
