package org.gradientdoctor.samples.causes;

import java.util.Set;
import java.util.function.Consumer;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.dataset.DataSet;

/** A fault put into a sound dense network or its data; what was drawn without the fault is the twin. */
final class DenseFault {
    private static final int BATCHES = 4;
    private static final int EXAMPLES = 32;

    private final Draw draw;
    private final DenseNetwork twin;
    private final DenseNetwork network;
    private final DataSet sound;
    private final DataSet data;
    private String what = "";

    private DenseFault(Draw draw, DenseNetwork twin, Consumer<DenseNetwork> wrong) {
        this.draw = draw;
        this.twin = twin;
        this.network = twin.with(wrong);
        // One set cut into batches: the centers of the classes are the same in all.
        this.sound = twin.batch(draw, BATCHES * EXAMPLES);
        this.data = sound.copy();
    }

    /**
     * @param sizes changes what is drawn, still sound
     * @param wrong puts the fault in
     */
    static DenseFault in(Draw draw, Consumer<DenseNetwork> sizes, Consumer<DenseNetwork> wrong) {
        return new DenseFault(draw, DenseNetwork.drawn(draw, sizes), wrong);
    }

    /** Changes the data of the network but not those of its twin. */
    DenseFault spoil(String how, Consumer<DataSet> wrong) {
        wrong.accept(data);
        what = how + ", ";
        return this;
    }

    CauseCase examined(Cause... right) {
        DataSet batch = data.batchBy(2 * EXAMPLES).get(0);
        return CauseCase.examined(what + network, Set.of(right), () -> Preflight.examine(network.build(), batch));
    }

    CauseCase watched(Cause... right) {
        int iterations = draw.between(60, 150);
        Course course = new Course(network::build, data.batchBy(EXAMPLES), iterations);
        Course sane = new Course(twin::build, sound.batchBy(EXAMPLES), iterations);
        return CauseCase.watched(what + network, Set.of(right), new Twins(course, sane));
    }
}
