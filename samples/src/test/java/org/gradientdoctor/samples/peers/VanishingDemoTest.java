package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.data.Circles;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * AUTOTRAINER's own demonstration of a vanishing gradient: eight sigmoid layers of five units on circles, Adam at .001,
 * batches of 128. Its authors report that it speaks at 30 % of the planned epochs.
 */
class VanishingDemoTest {
    private static final int EPOCHS = 20;
    private static final int BATCHES = 6;

    private static MultiLayerNetwork network() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(new Adam(1e-3))
                .list();
        for (int layer = 0; layer < 8; layer++) {
            list.layer(new DenseLayer.Builder()
                    .nIn(layer == 0 ? 2 : 5)
                    .nOut(5)
                    .activation(Activation.SIGMOID)
                    .build());
        }
        list.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(5)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    @Test
    void autoTrainerFindsTheVanishingGradientOfItsOwnDemoAtThirtyPercentAndNoSooner() {
        DataSet data = Circles.draw(128 * BATCHES, .8, .1, 1);
        PeerRecorder recorder = new PeerRecorder(new TrainingPlan(EPOCHS, EPOCHS * BATCHES, 2, Math.log(2)));
        MultiLayerNetwork network = network();
        network.setListeners(recorder);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (DataSet batch : data.batchBy(128)) {
                network.fit(batch);
            }
            int right = 0;
            int[] said = network.predict(data.getFeatures());
            for (int i = 0; i < said.length; i++) {
                right += data.getLabels().getInt(i, said[i]);
            }
            recorder.epochEnded(right / (double) said.length);
        }

        List<PeerAlarm> alarms = new AutoTrainer().judge(recorder.trace());

        assertThat(alarms).extracting(PeerAlarm::kind).containsExactly(AlarmKind.VANISHING);
        // The sixth of twenty epochs ends with iteration 35.
        assertThat(alarms.get(0).iteration()).isEqualTo(35);
    }
}
