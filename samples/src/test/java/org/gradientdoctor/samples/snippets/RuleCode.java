package org.gradientdoctor.samples.snippets;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The code that pages of rules advise against, and that they advise. Compiled, not run. */
final class RuleCode {
    private RuleCode() {}

    static DataSet notFinite(INDArray features, INDArray labels) {
        // snippet gh003-sick
        DataSet batch = new DataSet(features, labels); // features hold a NaN
        // end gh003-sick
        return batch;
    }

    static DataNormalization finite(DataSetIterator clean) {
        // snippet gh003-sound
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(clean); // rows with NaN removed or filled before
        // end gh003-sound
        return normalizer;
    }

    static void saturated(MultiLayerNetwork network, DataSetIterator raw) {
        // snippet gh005-sick
        network.fit(raw); // columns from 0 to 255 into tanh
        // end gh005-sick
    }

    static void scaled(DataSetIterator iterator) {
        // snippet gh005-sound
        DataNormalization scaler = new NormalizerStandardize();
        scaler.fit(iterator);
        iterator.setPreProcessor(scaler);
        // end gh005-sound
    }

    static NeuralNetConfiguration.ListBuilder untrained(NeuralNetConfiguration.ListBuilder layers) {
        return layers
                // snippet gh011-sick
                .layer(new DenseLayer.Builder().nOut(16).updater(new Sgd(0)).build())
        // end gh011-sick
        ;
    }

    static NeuralNetConfiguration.ListBuilder trained(NeuralNetConfiguration.ListBuilder layers) {
        return layers
                // snippet gh011-sound
                .layer(new DenseLayer.Builder().nOut(16).updater(new Sgd(0.05)).build())
        // end gh011-sound
        ;
    }

    static Layer frozen(Layer layer) {
        // snippet gh011-frozen
        Layer onPurpose = new FrozenLayer(layer);
        // end gh011-frozen
        return onPurpose;
    }

    static void raw(MultiLayerNetwork network, DataSetIterator iterator) {
        // snippet gh013-sick
        network.fit(iterator); // raw units: 13.2, 2.1, …, 1065
        // end gh013-sick
    }

    static void standardized(MultiLayerNetwork network, DataSetIterator iterator) {
        // snippet gh013-sound
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(iterator);
        iterator.setPreProcessor(normalizer);
        network.fit(iterator);
        // end gh013-sound
    }

    static Layer[] outputs() {
        return new Layer[] {
            // snippet gh014-sick
            new OutputLayer.Builder(LossFunction.MSE)
                    .nOut(1)
                    .activation(Activation.SIGMOID) // labels 0 … 50
                    // end gh014-sick
                    .build(),
            // snippet gh014-sound
            new OutputLayer.Builder(LossFunction.MSE)
                    .nOut(1)
                    .activation(Activation.IDENTITY) // labels standardized
                    // end gh014-sound
                    .build(),
        };
    }
}
