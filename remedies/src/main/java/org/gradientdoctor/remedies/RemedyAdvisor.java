package org.gradientdoctor.remedies;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.ranking.Ranking;
import org.gradientdoctor.remedies.surgery.Batch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Prescribes remedies for a diagnosed network: all that may restore what the diagnosis says is broken, twelve at most. It
 * advises only what the diagnosis gives a reason for: a healthy network gets no advice, and neither does one whose data
 * are at fault, since nothing done to the network mends them.
 */
public final class RemedyAdvisor {
    private RemedyAdvisor() {}

    /** The advisor with all remedies the toolkit has. */
    public static RemedyAdvisor standard() {
        return new RemedyAdvisor();
    }

    /**
     * What may help this network, best first, no two with the same steps and none that this network refuses. The first
     * can be applied without data. The model is only looked at.
     *
     * @param model the network the diagnosis is of
     * @param diagnosis what is wrong with it
     * @throws IllegalArgumentException where the model is not one of Deeplearning4j's two network classes or is not
     *     initialized
     */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis) {
        return advised(model, diagnosis, null);
    }

    private static List<Recommendation> advised(Model model, Diagnosis diagnosis, @Nullable Batch batch) {
        if (diagnosis == null) {
            throw new IllegalArgumentException(
                    "advice needs a diagnosis: health.diagnosis() of the listener gives one");
        }
        return Ranking.recommendations(model, diagnosis, batch);
    }

    /** As {@link #advise(Model, Diagnosis)}, and also remedies that need a batch of data to be applied. */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis, DataSet batch) {
        return advised(model, diagnosis, batch == null ? null : Batch.of(batch));
    }

    /** As {@link #advise(Model, Diagnosis)}, and also remedies that need a batch of data to be applied. */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis, MultiDataSet batch) {
        return advised(model, diagnosis, batch == null ? null : Batch.of(batch));
    }
}
