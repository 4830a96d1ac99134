package org.gradientdoctor.samples.causes;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** A sound network whose learning rate is a multiple of its critical one. */
final class RatedNetwork {
    /** At which the critical rate is measured: it depends on it little. */
    private static final double USUAL = .01;
    /** The twin's, of the critical rate. */
    private static final double SOUND = .3;

    private static final int BATCHES = 4;
    private static final int EXAMPLES = 32;

    private final Draw draw;
    private final DoubleFunction<IUpdater> updater;
    private final DenseNetwork network;
    private final DataSet data;
    private double dose = SOUND;

    RatedNetwork(Draw draw) {
        this.draw = draw;
        this.updater = draw.coin() ? Sgd::new : Adam::new;
        this.network = DenseNetwork.drawn(draw, n -> n.updater = updater.apply(USUAL));
        this.data = network.batch(draw, BATCHES * EXAMPLES);
    }

    RatedNetwork at(double multiple) {
        dose = multiple;
        return this;
    }

    CauseCase examined(Cause right) {
        return CauseCase.examined(name(), Set.of(right), () -> Preflight.examine(at(dose, critical()), first()));
    }

    CauseCase watched(Cause right) {
        int iterations = draw.between(60, 150);
        return CauseCase.watched(name(), Set.of(right), new Twins(course(dose, iterations), course(SOUND, iterations)));
    }

    private String name() {
        return String.format(Locale.ROOT, "%s, × %.2g of the critical rate", network, dose);
    }

    private Course course(double multiple, int iterations) {
        List<DataSet> batches = data.batchBy(EXAMPLES);
        return new Course(() -> at(multiple, critical()), batches, iterations);
    }

    private DataSet first() {
        return data.batchBy(2 * EXAMPLES).get(0);
    }

    private MultiLayerNetwork at(double multiple, double critical) {
        return network.with(n -> n.updater = updater.apply(multiple * critical)).build();
    }

    private double critical() {
        return Preflight.examine(network.build(), first())
                .trace()
                .probes()
                .get(0)
                .stepDose()
                .orElseThrow()
                .criticalRate();
    }
}
