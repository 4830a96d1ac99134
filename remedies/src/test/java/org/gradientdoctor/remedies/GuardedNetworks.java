package org.gradientdoctor.remedies;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.Intervention.Kind;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks and faults for the guard. */
final class GuardedNetworks {
    private GuardedNetworks() {}

    static final DataSet BATCH = Networks.of(DataType.FLOAT, new long[] {12, 4}, 3);

    static MultiLayerNetwork stack(IUpdater updater) {
        return Networks.stack(Networks.start(updater)
                .activation(Activation.TANH)
                .weightDecay(1e-3)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
    }

    static ComputationGraph graph(IUpdater updater) {
        ComputationGraph graph = new ComputationGraph(Networks.start(updater)
                .activation(Activation.TANH)
                .weightDecay(1e-3)
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", new DenseLayer.Builder().nOut(8).build(), "in")
                .addLayer("out", Networks.softmax(3).build(), "hidden")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(4))
                .build());
        graph.init();
        return graph;
    }

    /** Regression, whose loss has no upper bound. */
    static MultiLayerNetwork regression(IUpdater updater) {
        return Networks.stack(Networks.start(updater)
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(4)));
    }

    static DataSet faulty(double feature, double label) {
        DataSet faulty = BATCH.copy();
        if (feature != 0) {
            faulty.getFeatures().putScalar(0, feature);
        }
        if (label != 0) {
            faulty.getLabels().putScalar(0, label);
        }
        return faulty;
    }

    static void fit(Model model, int iterations) {
        for (int i = 0; i < iterations; i++) {
            Networks.fit(model, BATCH);
        }
    }

    static List<Kind> kinds(TrainingGuard guard) {
        return guard.interventions().stream().map(Intervention::kind).toList();
    }

    /** NaN where parameters are: as if a step had spoiled them. */
    static void spoil(Model model) {
        model.params().putScalar(0, Double.NaN);
        Networks.fit(model, BATCH);
    }
}
