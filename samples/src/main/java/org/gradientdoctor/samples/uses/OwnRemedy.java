package org.gradientdoctor.samples.uses;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.AdviceSections;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RemedyRegistry;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/** A remedy of one's own, advised before those of the toolkit. */
public final class OwnRemedy {
    private OwnRemedy() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = DeepSigmoid.build();
        Diagnosis diagnosis = Preflight.examine(network, DeepSigmoid.examples(1));

        // snippet use
        RemedyAdvisor advisor = RemedyAdvisor.prescribing((model, found, batch) -> {
            List<Recommendation> advice = new ArrayList<>();
            advice.add(new Recommendation(List.of(new KeepUnits(List.of("layer0"), .9)), "We always try that first."));
            advice.addAll(RemedyAdvisor.standard().advise(model, found));
            return advice;
        });
        List<Recommendation> advice = advisor.advise(network, diagnosis); // advisor.repair tries it, too
        System.out.println(Console.print(AdviceSections.of(network, advice)));
        // end use

        // snippet json
        RemedyRegistry registry = RemedyRegistry.standard().with("keep-units", KeepUnits.class);
        String json = registry.write(advice.get(0));
        Recommendation same = registry.read(json);
        // end json
        System.out.println("read back equal: " + same.equals(advice.get(0)));
    }

    // snippet remedy
    /**
     * Sets dropout.
     *
     * @param layers that get it
     * @param kept share of the inputs that is kept in training
     */
    record KeepUnits(List<String> layers, double kept) implements Remedy {
        private static final long serialVersionUID = 1L;

        KeepUnits {
            layers = List.copyOf(layers);
        }

        @Override
        public String name() {
            return "keep-units";
        }

        @Override
        public String title() {
            return "keep " + kept + " of the inputs";
        }

        @Override
        public SafetyClass safety() {
            return SafetyClass.KEEPS_FUNCTION;
        }

        @Override
        public String effect() {
            return "Keeps all weights.";
        }

        @Override
        public Optional<String> refusal(NetworkDraft draft) {
            return layers.stream()
                    .filter(layer -> draft.layer(layer).cores().isEmpty())
                    .map(layer -> layer + " is no layer that could have dropout")
                    .findFirst();
        }

        @Override
        public void edit(NetworkDraft draft) {
            layers.forEach(layer -> draft.layer(layer).cores().forEach(core -> core.setIDropout(new Dropout(kept))));
        }
    }
    // end remedy
}
