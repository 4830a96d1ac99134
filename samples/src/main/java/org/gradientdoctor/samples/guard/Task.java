package org.gradientdoctor.samples.guard;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.gradientdoctor.samples.data.AddingProblem;
import org.gradientdoctor.samples.data.FriedmanOne;
import org.gradientdoctor.samples.data.Moons;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What is learned: batches without end, drawn by a seed, and examples to judge by. */
enum Task {
    /** Two interleaved half circles; judged by accuracy. */
    MOONS {
        @Override
        DataSet draw(int examples, long seed) {
            return Moons.draw(examples, .15, seed);
        }

        @Override
        double metric(INDArray output, INDArray labels) {
            INDArray told = output.argMax(1);
            INDArray right = labels.argMax(1);
            int count = 0;
            for (int i = 0; i < told.length(); i++) {
                count += told.getInt(i) == right.getInt(i) ? 1 : 0;
            }
            return (double) count / told.length();
        }
    },
    /** Friedman's first function, labels standardized; judged by R². */
    FRIEDMAN {
        @Override
        DataSet draw(int examples, long seed) {
            DataSet drawn = FriedmanOne.draw(examples, 1, seed);
            // Mean and deviation of the function over its cube, with noise.
            drawn.setLabels(drawn.getLabels().subi(14.4).divi(5));
            return drawn;
        }
    },
    /** The sum of a sequence of six values, standardized; judged by R². */
    SEQUENCE_SUM {
        @Override
        DataSet draw(int examples, long seed) {
            DataSet drawn = AddingProblem.draw(examples, STEPS, seed);
            // Six values even from 0 to 1: mean 3, variance 6/12.
            INDArray values = drawn.getFeatures().get(all(), interval(0, 1), all());
            return new DataSet(
                    values.dup(), values.sum(2).reshape(examples, 1).subi(3).divi(Math.sqrt(.5)));
        }
    };

    static final int STEPS = 6;

    abstract DataSet draw(int examples, long seed);

    /** R²: 1 − squared error over that of the mean; NaN where the output is not finite. */
    double metric(INDArray output, INDArray labels) {
        double mean = labels.meanNumber().doubleValue();
        double error = 0;
        double total = 0;
        for (int i = 0; i < labels.length(); i++) {
            double label = labels.getDouble(i);
            error += (output.getDouble(i) - label) * (output.getDouble(i) - label);
            total += (label - mean) * (label - mean);
        }
        return 1 - error / total;
    }
}
