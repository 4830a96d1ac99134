package org.gradientdoctor.samples.uses;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.listeners.Preset;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Watches a training and prints what is wrong with it. */
public final class AttachListener {
    private AttachListener() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = DeepSigmoid.build();
        DataSetIterator iterator = DeepSigmoid.data(1);
        int epochs = 20;

        // snippet attach
        GradientHealthListener health = GradientHealthListener.create();
        network.addListeners(health); // a MultiLayerNetwork or a ComputationGraph
        network.fit(iterator, epochs);

        Diagnosis diagnosis = health.diagnosis(); // at any time, also while training goes on
        System.out.println(diagnosis); // or diagnosis.toMarkdown(), to paste into a forum
        if (diagnosis.verdict() == Outcome.FAILING) {
            diagnosis.causes().forEach(cause -> System.out.println(cause.explanation()));
        }
        // end attach
    }

    /** With what a builder can set. */
    static GradientHealthListener configured(int epochs, int minibatches) {
        // snippet builder
        GradientHealthListener health = GradientHealthListener.builder()
                .preset(Preset.STANDARD)
                .plannedIterations((long) epochs * minibatches) // time is measured against the plan
                .onFinding(finding -> System.out.println(finding)) // as soon as something changes
                .ignore("GH007") // listed as not evaluated
                .build();
        // end builder
        return health;
    }
}
