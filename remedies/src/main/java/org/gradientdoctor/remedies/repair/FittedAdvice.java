package org.gradientdoctor.remedies.repair;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.remedies.trial.Minibatches;

/** Puts into advice what all training data say where it was made from what one minibatch says. */
final class FittedAdvice {
    private final NetworkDraft draft;
    private final Minibatches training;
    /** One pass over the data is enough for all that is advised of a layer. */
    private final Map<NormalizeInputs, NormalizeInputs> fitted = new HashMap<>();

    /** @param network the one that the advice is for */
    FittedAdvice(Model network, Minibatches training) {
        this.draft = Surgery.examine(network);
        this.training = training;
    }

    Recommendation of(Recommendation advice) {
        List<Remedy> steps = advice.steps().stream().map(this::of).toList();
        return steps.equals(advice.steps())
                ? advice
                : new Recommendation(steps, advice.explanation(), advice.predicted());
    }

    private Remedy of(Remedy step) {
        return step instanceof NormalizeInputs inputs
                ? fitted.computeIfAbsent(inputs, each -> each.fittedTo(draft, batches()))
                : step;
    }

    private List<Batch> batches() {
        return IntStream.range(0, training.count())
                .mapToObj(index -> Batch.of(training.get(index)))
                .toList();
    }
}
