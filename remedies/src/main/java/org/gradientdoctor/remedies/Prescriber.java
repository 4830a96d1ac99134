package org.gradientdoctor.remedies;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.surgery.Batch;
import org.jspecify.annotations.Nullable;

/** Turns a diagnosis into advice: the standard one, or one of your own with remedies of your own. */
@FunctionalInterface
public interface Prescriber {

    /**
     * What may help this network, best first.
     *
     * @param model only to be looked at
     * @param diagnosis of this network
     * @param batch for remedies that measure before they change; null where none is at hand
     */
    List<Recommendation> advise(Model model, Diagnosis diagnosis, @Nullable Batch batch);
}
