package org.gradientdoctor.remedies;

import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.ranking.Ranking;
import org.gradientdoctor.remedies.repair.Repair;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.remedies.trial.MinibatchReader;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Prescribes remedies for a diagnosed network: all that may restore what the diagnosis says is broken, twelve at most. It
 * advises only what the diagnosis gives a reason for: a healthy network gets no advice, and neither does one whose data
 * are at fault, since nothing done to the network mends them.
 */
public final class RemedyAdvisor {
    private final Prescriber prescriber;

    private RemedyAdvisor(Prescriber prescriber) {
        this.prescriber = prescriber;
    }

    /** The advisor with all remedies the toolkit has. */
    public static RemedyAdvisor standard() {
        return prescribing(Ranking::recommendations);
    }

    /**
     * An advisor with advice of one's own, whose {@code repair} tries and verifies it as it does the standard one's.
     *
     * @param prescriber for example one that puts a remedy of one's own in front of the standard advice
     * @throws IllegalArgumentException where there is none
     */
    public static RemedyAdvisor prescribing(Prescriber prescriber) {
        if (prescriber == null) {
            throw new IllegalArgumentException("an advisor needs a prescriber: RemedyAdvisor.standard() has one");
        }
        return new RemedyAdvisor(prescriber);
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

    private List<Recommendation> advised(Model model, Diagnosis diagnosis, @Nullable Batch batch) {
        if (diagnosis == null) {
            throw new IllegalArgumentException(
                    "advice needs a diagnosis: health.diagnosis() of the listener gives one");
        }
        return prescriber.advise(model, diagnosis, batch);
    }

    /** As {@link #advise(Model, Diagnosis)}, and also remedies that need a batch of data to be applied. */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis, DataSet batch) {
        return advised(model, diagnosis, batch == null ? null : Batch.of(batch));
    }

    /** As {@link #advise(Model, Diagnosis)}, and also remedies that need a batch of data to be applied. */
    public List<Recommendation> advise(Model model, Diagnosis diagnosis, MultiDataSet batch) {
        return advised(model, diagnosis, batch == null ? null : Batch.of(batch));
    }

    /**
     * Diagnoses a network, tries what is advised in short trainings of copies, and accepts what trains better than the
     * untreated network on the validation data, over several seeds. By the {@linkplain RepairPlan#standard() standard
     * plan}.
     *
     * @param model initialized; a network that was trained goes on from its weights. It stays bit for bit as it is, and
     *     so does the calling thread's random state
     * @param training as it is to be trained on: preprocessed, in the minibatches it is to have. Reset before and after
     * @param validation not trained on, unless the plan uses them up in the end; preprocessed alike. Reset before and after
     * @throws IllegalArgumentException where the data is missing, empty, cannot be read again, or does not fit the
     *     network, more than a tenth of the validation examples are not finite, or the model is not one of
     *     Deeplearning4j's two network classes or is not initialized
     */
    public RepairReport repair(Model model, DataSetIterator training, DataSetIterator validation) {
        return repair(model, training, validation, RepairPlan.standard());
    }

    /** As {@link #repair(Model, DataSetIterator, DataSetIterator)}, by a plan of one's own. */
    public RepairReport repair(Model model, DataSetIterator training, DataSetIterator validation, RepairPlan plan) {
        return repair(model, plan, reader -> reader.read(training), reader -> reader.read(validation));
    }

    /** As {@link #repair(Model, DataSetIterator, DataSetIterator)}, for networks with several inputs or outputs. */
    public RepairReport repair(Model model, MultiDataSetIterator training, MultiDataSetIterator validation) {
        return repair(model, training, validation, RepairPlan.standard());
    }

    /** As {@link #repair(Model, MultiDataSetIterator, MultiDataSetIterator)}, by a plan of one's own. */
    public RepairReport repair(
            Model model, MultiDataSetIterator training, MultiDataSetIterator validation, RepairPlan plan) {
        return repair(model, plan, reader -> reader.read(training), reader -> reader.read(validation));
    }

    private RepairReport repair(
            Model model,
            RepairPlan plan,
            Function<MinibatchReader, Minibatches> training,
            Function<MinibatchReader, Minibatches> validation) {
        if (plan == null) {
            throw new IllegalArgumentException("there is no repair plan: RepairPlan.standard() is the usual one");
        }
        Surgery.examine(model);
        return Repair.of(
                this::advise,
                model,
                training.apply(new MinibatchReader("training", plan.usesUpIterators(), plan.dataLimit())),
                validation.apply(new MinibatchReader("validation", plan.usesUpIterators(), plan.dataLimit())),
                plan);
    }
}
