package org.gradientdoctor.samples.uses;

import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.IterationTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Ends a training under Deeplearning4j's early stopping as soon as something fails, and says what. */
public final class StopEarly {
    private StopEarly() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = DeepSigmoid.build();
        DataSetIterator training = DeepSigmoid.data(1);
        DataSetIterator validation = DeepSigmoid.data(2);

        // snippet stop
        AtomicBoolean failing = new AtomicBoolean();
        GradientHealthListener health = GradientHealthListener.builder()
                .plannedIterations(1000)
                .onFinding(finding -> {
                    if (finding.outcome() == Outcome.FAILING) {
                        failing.set(true);
                    }
                })
                .build();
        network.addListeners(health);

        EarlyStoppingConfiguration<MultiLayerNetwork> stopping = new EarlyStoppingConfiguration.Builder<
                        MultiLayerNetwork>()
                .epochTerminationConditions(new MaxEpochsTerminationCondition(100))
                .iterationTerminationConditions(new WhenFailing(failing))
                .scoreCalculator(new DataSetLossCalculator(validation, true))
                .build();
        EarlyStoppingResult<MultiLayerNetwork> result = new EarlyStoppingTrainer(stopping, network, training).fit();
        System.out.println(result.getTerminationDetails() + " in epoch " + result.getTotalEpochs());
        System.out.println(health.diagnosis());
        // end stop
    }

    // snippet condition
    /** Ends a training when a listener has said that something fails. */
    static final class WhenFailing implements IterationTerminationCondition {
        private static final long serialVersionUID = 1L;
        private final AtomicBoolean failing;

        WhenFailing(AtomicBoolean failing) {
            this.failing = failing;
        }

        @Override
        public void initialize() {}

        @Override
        public boolean terminate(double score) {
            return failing.get();
        }

        @Override
        public String toString() {
            return "something is failing";
        }
    }
    // end condition
}
