package org.gradientdoctor.samples.uses;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.GradientHealthListener;

/** A detector of one's own beside those of the toolkit. */
public final class OwnDetector {
    private OwnDetector() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = DeepSigmoid.build();

        // snippet use
        GradientHealthListener health = GradientHealthListener.builder()
                .detector(new LossTarget(.2, 100))
                .build();
        network.addListeners(health);
        // end use
        network.fit(DeepSigmoid.data(1), 12);
        System.out.println(health.diagnosis());
    }

    // snippet detector
    /**
     * Fails where the loss is not where it was to be.
     *
     * @param loss to be reached
     * @param iterations until then
     */
    record LossTarget(double loss, int iterations) implements Detector {
        @Override
        public Symptom symptom() {
            return Symptom.CUSTOM;
        }

        @Override
        public String code() {
            return "MY001 loss target";
        }

        @Override
        public String needs() {
            return iterations + " iterations";
        }

        @Override
        public Finding examine(TraceSnapshot trace) {
            if (trace.iterations() < iterations) {
                return Finding.notEvaluated(this, "only " + trace.iterations() + " iterations were seen");
            }
            double latest = trace.latest().orElseThrow().loss();
            Outcome outcome = latest <= loss ? Outcome.HEALTHY : Outcome.FAILING;
            return Finding.of(this, outcome, "The loss was to be reached in " + iterations + " iterations.")
                    .withMeasurements(new Measurement("loss", latest, loss));
        }
    }
    // end detector
}
