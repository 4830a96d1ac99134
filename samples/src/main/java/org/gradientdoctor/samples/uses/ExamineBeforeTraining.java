package org.gradientdoctor.samples.uses;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.dataset.DataSet;

/** Examines a network before its first step. */
public final class ExamineBeforeTraining {
    private ExamineBeforeTraining() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = DeepSigmoid.build();
        DataSet batch = DeepSigmoid.examples(1);

        // snippet preflight
        Diagnosis before = Preflight.examine(network, batch); // DataSet or MultiDataSet, as training will see it
        System.out.println(before);
        // end preflight
    }

    static Diagnosis more(MultiLayerNetwork network, DataSet first, DataSet second, DataSet third) {
        // snippet more
        Diagnosis more = Preflight.of(network)
                .batch(first)
                .batch(second)
                .batch(third) // findings then say "in 3 of 3 batches"
                .learnByHeart() // trains a copy on eight examples
                .examine();
        // end more
        return more;
    }
}
