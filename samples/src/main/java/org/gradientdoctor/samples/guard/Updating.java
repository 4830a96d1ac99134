package org.gradientdoctor.samples.guard;

import java.util.function.Function;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** The families of updaters, each with rates at which the tasks are learned. */
enum Updating {
    SGD("SGD", .5, .1, .02, Sgd::new),
    MOMENTUM("momentum", .1, .02, .002, rate -> new Nesterovs(rate, .9)),
    ADAM("Adam", .02, .01, .005, Adam::new);

    private final String title;
    private final double moons;
    private final double friedman;
    private final double sequence;
    private final Function<ISchedule, IUpdater> make;

    Updating(String title, double moons, double friedman, double sequence, Function<ISchedule, IUpdater> make) {
        this.title = title;
        this.moons = moons;
        this.friedman = friedman;
        this.sequence = sequence;
        this.make = make;
    }

    String title() {
        return title;
    }

    double rate(Task task) {
        return switch (task) {
            case MOONS -> moons;
            case FRIEDMAN -> friedman;
            case SEQUENCE_SUM -> sequence;
        };
    }

    IUpdater updater(ISchedule schedule) {
        return make.apply(schedule);
    }
}
