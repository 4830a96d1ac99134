package org.gradientdoctor.remedies.surgery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** The schedule of an updater's learning rate, which every kind of updater has a getter of its own for. */
public final class RateSchedule {
    private RateSchedule() {}

    /** Empty for a fixed rate, and for updaters that are not Deeplearning4j's. */
    public static Optional<ISchedule> of(IUpdater updater) {
        @Nullable ISchedule schedule = null;
        if (updater instanceof Sgd sgd) {
            schedule = sgd.getLearningRateSchedule();
        } else if (updater instanceof Nesterovs nesterovs) {
            schedule = nesterovs.getLearningRateSchedule();
        } else if (updater instanceof Adam adam) {
            schedule = adam.getLearningRateSchedule();
        } else if (updater instanceof AdaMax adaMax) {
            schedule = adaMax.getLearningRateSchedule();
        } else if (updater instanceof AMSGrad amsGrad) {
            schedule = amsGrad.getLearningRateSchedule();
        } else if (updater instanceof Nadam nadam) {
            schedule = nadam.getLearningRateSchedule();
        } else if (updater instanceof AdaBelief adaBelief) {
            schedule = adaBelief.getLearningRateSchedule();
        } else if (updater instanceof AdaGrad adaGrad) {
            schedule = adaGrad.getLearningRateSchedule();
        } else if (updater instanceof RmsProp rmsProp) {
            schedule = rmsProp.getLearningRateSchedule();
        }
        return Optional.ofNullable(schedule);
    }
}
