package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How well answers fit labels: the mean over the network's outputs. */
@FunctionalInterface
public interface LabelScore {

    LabelScore ACCURACY = byOutput((labels, answers) -> classes(labels, answers).accuracy());

    LabelScore F1 = byOutput((labels, answers) -> classes(labels, answers).f1());

    LabelScore BINARY_ACCURACY = byOutput((labels, answers) -> {
        EvaluationBinary evaluation = new EvaluationBinary();
        evaluation.eval(labels, answers);
        return evaluation.averageAccuracy();
    });

    LabelScore R_SQUARED = byOutput((labels, answers) -> {
        INDArray means = labels.mean(0).reshape(1, labels.size(1));
        double total = squares(labels.subRowVector(means));
        // Labels that are all alike leave what rounding their mean does.
        return total > 1e-12 * squares(labels) ? 1 - squares(labels.sub(answers)) / total : Double.NaN;
    });

    /** @param predictions finite ones */
    double of(Predictions predictions);

    private static double squares(INDArray of) {
        return of.mul(of).sumNumber().doubleValue();
    }

    private static Evaluation classes(INDArray labels, INDArray answers) {
        Evaluation evaluation = new Evaluation(Math.toIntExact(labels.size(1)));
        evaluation.eval(labels, answers);
        return evaluation;
    }

    /** @param score of labels and answers {@code [rows, units]} in double precision, masked rows left out */
    private static LabelScore byOutput(BiFunction<INDArray, INDArray, Double> score) {
        return predictions -> IntStream.range(0, predictions.parts().get(0).labels().length)
                .mapToDouble(output -> {
                    List<INDArray> labels = new ArrayList<>();
                    List<INDArray> answers = new ArrayList<>();
                    for (Predictions.Part part : predictions.parts()) {
                        labels.add(LabelRows.of(part.labels()[output], part.mask(output)));
                        answers.add(LabelRows.of(part.answers()[output], part.mask(output)));
                    }
                    return score.apply(stack(labels), stack(answers));
                })
                .average()
                .orElse(Double.NaN);
    }

    private static INDArray stack(List<INDArray> rows) {
        return Nd4j.vstack(
                rows.stream().map(each -> each.castTo(DataType.DOUBLE)).toArray(INDArray[]::new));
    }
}
