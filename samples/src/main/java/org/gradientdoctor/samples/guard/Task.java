package org.gradientdoctor.samples.guard;

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
    /** The sum of two marked values of a sequence of six; judged by R². */
    ADDING {
        @Override
        DataSet draw(int examples, long seed) {
            DataSet drawn = AddingProblem.draw(examples, 6, seed);
            drawn.setLabels(drawn.getLabels().subi(1).divi(.41));
            return drawn;
        }
    };

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
