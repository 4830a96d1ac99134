package org.gradientdoctor.remedies;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.ranking.Ranking;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Prescribes remedies for a diagnosed network. It advises only what the diagnosis gives a reason for: a healthy network
 * gets no advice, and a cause without a known remedy gets none either.
 */
public final class RemedyAdvisor {
    private RemedyAdvisor() {}

    /** The advisor with all remedies the toolkit has. */
    public static RemedyAdvisor standard() {
        return new RemedyAdvisor();
    }

    /**
     * What may help this network, best first. The first can be applied without data. The model is only looked at.
     *
     * @param model the network the diagnosis is of
     * @param diagnosis what is wrong with it
     * @throws IllegalArgumentException where the model is not one of Deeplearning4j's two network classes or is not
     *     initialized
     */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis) {
        return advise(model, diagnosis, false);
    }

    private static List<Recommendation> advise(Model model, Diagnosis diagnosis, boolean withData) {
        if (diagnosis == null) {
            throw new IllegalArgumentException(
                    "advice needs a diagnosis: health.diagnosis() of the listener gives one");
        }
        return Ranking.recommendations(model, diagnosis, withData);
    }

    /** As {@link #advise(Model, Diagnosis)}, and also remedies that need a batch of data to be applied. */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis, DataSet batch) {
        return advise(model, diagnosis, batch != null);
    }

    /** As {@link #advise(Model, Diagnosis)}, and also remedies that need a batch of data to be applied. */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis, MultiDataSet batch) {
        return advise(model, diagnosis, batch != null);
    }
}
