package org.gradientdoctor.samples.guard;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** What is done to a training that would go well. */
enum Fault {
    NAN_BATCH("NaN in one batch"),
    RATE_SPIKE("rate × 1000 for one iteration") {
        @Override
        ISchedule rate(double rate) {
            return spike(rate, 1);
        }
    },
    LONG_RATE_SPIKE("rate × 1000 for five iterations") {
        @Override
        ISchedule rate(double rate) {
            return spike(rate, 5);
        }
    },
    LABEL_OUTLIER("one label of 1e12"),
    EXPLODING_RNN("recurrent weights × 4");

    /** The batch, and the iteration, at which it strikes. */
    static final int AT = 100;

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The rate of the training, with the fault where it is one of the rate. */
    ISchedule rate(double rate) {
        return steady(rate);
    }

    static ISchedule steady(double rate) {
        return new MapSchedule(ScheduleType.ITERATION, Map.of(0, rate));
    }

    private static ISchedule spike(double rate, int iterations) {
        return new MapSchedule(ScheduleType.ITERATION, Map.of(0, rate, AT, 1000 * rate, AT + iterations, rate));
    }

    /** Called before each batch; changes the batch or the network where the fault is one of these. */
    void strike(int at, DataSet batch, Model model) {
        if (at != AT) {
            return;
        }
        if (this == NAN_BATCH) {
            batch.getFeatures().putScalar(0, Double.NaN);
        } else if (this == LABEL_OUTLIER) {
            batch.getLabels().putScalar(0, 1e12);
        } else if (this == EXPLODING_RNN) {
            Map<String, INDArray> parameters = model instanceof MultiLayerNetwork stack
                    ? stack.paramTable()
                    : ((ComputationGraph) model).paramTable();
            parameters.forEach((key, array) -> {
                if (key.endsWith("_RW")) {
                    array.muli(4);
                }
            });
        }
    }
}
