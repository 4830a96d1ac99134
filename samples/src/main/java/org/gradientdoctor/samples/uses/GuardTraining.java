package org.gradientdoctor.samples.uses;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.remedies.TrainingGuard;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Guards a training in whose data one example is not a number. */
public final class GuardTraining {
    private static final int MINIBATCH = 10;
    /** The example that holds NaN: late enough for the guard to know what is usual. */
    private static final int BROKEN = 175;

    private GuardTraining() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = build();
        DataSetIterator iterator = brokenData();
        int epochs = 10;
        GradientHealthListener health = GradientHealthListener.create();

        // snippet guard
        TrainingGuard guard = TrainingGuard.create(); // or .builder()…build()
        network.setListeners(guard, health); // the guard first
        network.fit(iterator, epochs);
        guard.interventions().forEach(System.out::println);
        // end guard
        System.out.println("accuracy " + network.evaluate(DeepSigmoid.data(2)).accuracy());
    }

    private static MultiLayerNetwork build() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(.01))
                .weightInit(WeightInit.RELU)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(16)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static DataSetIterator brokenData() {
        List<DataSet> examples = new ArrayList<>(DeepSigmoid.examples(1).asList());
        examples.get(BROKEN).getFeatures().putScalar(0, Double.NaN);
        return new ListDataSetIterator<>(examples, MINIBATCH);
    }
}
