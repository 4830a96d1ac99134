package org.gradientdoctor.samples.snippets;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The settings that pages of rules advise against, and those they advise. */
final class RuleSettings {
    private RuleSettings() {}

    static Stream<NeuralNetConfiguration.Builder> all() {
        return Stream.of(
                new NeuralNetConfiguration.Builder()
                        // snippet gh001-sick
                        .activation(Activation.SIGMOID) // ten layers
                        .weightInit(WeightInit.XAVIER)
                        // end gh001-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh001-sound
                        .activation(Activation.RELU)
                        .weightInit(WeightInit.RELU)
                        // end gh001-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh002-sick
                        .weightInit(new NormalDistribution(0, 1)) // ten layers of 16 ReLU
                        .updater(new Sgd(0.1))
                        // end gh002-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh002-sound
                        .weightInit(WeightInit.RELU) // standard deviation √(2 / fan-in)
                        .updater(new Sgd(0.05))
                        // end gh002-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh004-sick
                        .activation(Activation.RELU)
                        .biasInit(-2)
                        .updater(new Sgd(1.0))
                        // end gh004-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh004-sound
                        .activation(Activation.LEAKYRELU)
                        .biasInit(0)
                        .updater(new Sgd(0.05))
                        // end gh004-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh006-sick
                        .updater(new Sgd(5.0))
                        // end gh006-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh006-sound
                        .updater(new Sgd(0.05))
                        // end gh006-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh007-sick
                        .updater(new Sgd(1e-6))
                        // end gh007-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh007-sound
                        .updater(new Sgd(0.05))
                        // end gh007-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh008-sick
                        .updater(new Nesterovs(0.5, 0.9))
                        // end gh008-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh008-sound
                        .updater(new Nesterovs(0.05, 0.9))
                        // end gh008-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh009-sick
                        .updater(new Sgd(1.0))
                        .l2(2.0)
                        // end gh009-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh009-sound
                        .updater(new Sgd(0.05))
                        .l2(1e-4)
                        // end gh009-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh010-sick
                        .activation(Activation.SIGMOID) // ten layers: loss 1.10 = ln 3 on three classes
                        // end gh010-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh010-sound
                        .activation(Activation.RELU)
                        .weightInit(WeightInit.RELU)
                        // end gh010-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh012-sick
                        .weightInit(new NormalDistribution(0, 1))
                        // end gh012-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh012-sound
                        .weightInit(WeightInit.RELU) // He; with tanh or sigmoid WeightInit.XAVIER
                        // end gh012-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh015-sick
                        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(1e-5)
                        // end gh015-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh015-sound
                        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(1.0) // about the 90th percentile of unclipped norms
                        // end gh015-sound
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh016-sick
                        .activation(Activation.SIGMOID) // ten layers
                        // end gh016-sick
                        .seed(1),
                new NeuralNetConfiguration.Builder()
                        // snippet gh016-sound
                        .activation(Activation.TANH)
                        .weightInit(WeightInit.XAVIER) // or batch normalization between
                        // end gh016-sound
                        .seed(1));
    }
}
