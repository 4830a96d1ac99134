package org.gradientdoctor.samples.faults.cases;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** The updaters of the bench. */
enum Optimizer {
    SGD {
        @Override
        IUpdater updater(ISchedule rate) {
            return new Sgd(rate);
        }
    },
    MOMENTUM {
        @Override
        IUpdater updater(ISchedule rate) {
            return new Nesterovs(rate, .9);
        }
    },
    ADAM {
        @Override
        IUpdater updater(ISchedule rate) {
            return new Adam(rate);
        }
    },
    RMS_PROP {
        @Override
        IUpdater updater(ISchedule rate) {
            return new RmsProp(rate);
        }
    };

    abstract IUpdater updater(ISchedule rate);
}
