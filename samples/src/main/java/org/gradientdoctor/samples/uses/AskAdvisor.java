package org.gradientdoctor.samples.uses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.AdviceSections;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Asks what may help, applies the first advice to the network, and trains that. */
public final class AskAdvisor {
    private AskAdvisor() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = DeepSigmoid.build();
        DataSetIterator iterator = DeepSigmoid.data(1);
        int epochs = 20;
        Diagnosis diagnosis = Preflight.examine(network, DeepSigmoid.examples(1));

        // snippet advise
        RemedyAdvisor advisor = RemedyAdvisor.standard();
        List<Recommendation> advice = advisor.advise(network, diagnosis); // best first
        System.out.println(Console.print(AdviceSections.of(network, advice)));

        Model treated = advice.get(0).applyTo(network); // a new model, the given one is untouched
        ((MultiLayerNetwork) treated).fit(iterator, epochs);
        // end advise
        System.out.println("accuracy "
                + ((MultiLayerNetwork) treated).evaluate(DeepSigmoid.data(2)).accuracy());
    }

    /** Keeps an advice beside the model. */
    static Recommendation keep(List<Recommendation> advice, Path path) throws IOException {
        // snippet keep
        Files.writeString(path, advice.get(0).toJson());
        Recommendation same = Recommendation.fromJson(Files.readString(path));
        // end keep
        return same;
    }
}
