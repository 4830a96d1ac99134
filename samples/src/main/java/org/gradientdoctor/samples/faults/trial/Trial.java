package org.gradientdoctor.samples.faults.trial;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One training of one case from one seed, all on the calling thread: ND4J's random state belongs to the thread, so it is
 * seeded first (by building the network), and nothing that ran before on the same thread changes the result.
 */
public final class Trial {
    /** Batches are drawn from another random state than data and weights. */
    private static final long ORDER = 7919;

    private final BenchCase trained;
    private final long seed;
    private final Arm arm;

    public Trial(BenchCase trained, long seed) {
        this(trained, seed, new Untreated());
    }

    /** @param arm what is done about the network before it is trained */
    public Trial(BenchCase trained, long seed, Arm arm) {
        this.trained = trained;
        this.seed = seed;
        this.arm = arm;
    }

    /** What sees a network before it is trained, and after each iteration. */
    public interface Watcher {
        /** @param data what the network is going to be trained on */
        void begin(Model network, Split data, int iterationsPerEpoch);

        /**
         * @param iteration from 0, of the watched ones
         * @param endsEpoch whether all examples have been seen since the last time
         */
        void after(Model network, int iteration, boolean endsEpoch);
    }

    /** Trains and measures. */
    public Score run() {
        return run(new Watcher() {
            @Override
            public void begin(Model network, Split data, int iterationsPerEpoch) {}

            @Override
            public void after(Model network, int iteration, boolean endsEpoch) {}
        });
    }

    /** Trains under watch and measures. */
    public Score run(Watcher watcher) {
        Split data = trained.data(seed);
        Model network = trained.network(data, seed);
        if (trained.trainedBefore() > 0) {
            network.setParams(trainedBefore());
        }
        network = arm.treat(trained, network, data, seed);
        // For dropout. Never 0, which ND4J takes for the clock.
        Nd4j.getRandom().setSeed(seed + ORDER);
        PlainTraining training = new PlainTraining(data.training(), trained.batch(), seed + ORDER);
        watcher.begin(network, data, training.perEpoch());
        for (int i = 0; i < trained.iterations(); i++) {
            watcher.after(network, i, training.step(network));
        }
        return Score.of(trained.metric(), network, data);
    }

    /** Parameters of the sound twin, trained on its own data. */
    private INDArray trainedBefore() {
        BenchCase twin = trained.twin();
        Split data = twin.data(seed);
        Model network = twin.network(data, seed);
        new PlainTraining(data.training(), twin.batch(), seed + 2 * ORDER).train(network, trained.trainedBefore());
        return network.params();
    }
}
