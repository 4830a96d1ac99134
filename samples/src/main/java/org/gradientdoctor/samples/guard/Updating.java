package org.gradientdoctor.samples.guard;

import java.util.function.Function;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** The families of updaters, each with a rate at which the tasks are learned. */
enum Updating {
    SGD("SGD", .1, Sgd::new),
    MOMENTUM("momentum", .02, rate -> new Nesterovs(rate, .9)),
    ADAM("Adam", .01, Adam::new);

    private final String title;
    private final double rate;
    private final Function<ISchedule, IUpdater> make;

    Updating(String title, double rate, Function<ISchedule, IUpdater> make) {
        this.title = title;
        this.rate = rate;
        this.make = make;
    }

    String title() {
        return title;
    }

    double rate() {
        return rate;
    }

    IUpdater updater(ISchedule schedule) {
        return make.apply(schedule);
    }
}
