package org.gradientdoctor.samples.causes;

import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Sound networks whose inputs, labels or answer are not. */
final class DataCases {
    private static final int EXAMPLES = 64;

    private DataCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(pixels(seed), oneColumn(seed), labels(seed), mismatch(seed), faulty(seed));
    }

    static CauseCase pixels(int seed) {
        Draw draw = new Draw("pixels", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> {});
        DataSet batch = classes(draw, network);
        batch.getFeatures().muli(50).addi(127);
        return sick("inputs × 50 + 127", Cause.INPUT_SCALE, network, batch);
    }

    private static CauseCase oneColumn(int seed) {
        Draw draw = new Draw("column", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> n.inputs = 50);
        DataSet batch = classes(draw, network);
        batch.getFeatures().getColumn(draw.between(0, 49)).muli(1000);
        return sick("one column of 50 × 1000", Cause.INPUT_SCALE, network, batch);
    }

    private static CauseCase labels(int seed) {
        Draw draw = new Draw("labels", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, DenseNetwork::regress);
        double scale = draw.factor(1e3, 1e5);
        DataSet batch = RandomBatch.regression(draw.random(), EXAMPLES, network.inputs, scale);
        return sick("labels × " + Math.round(scale), Cause.LABEL_SCALE, network, batch);
    }

    private static CauseCase mismatch(int seed) {
        Draw draw = new Draw("mismatch", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> {});
        if (seed % 3 == 0) {
            network.regress();
            network.answer = Activation.SOFTMAX;
            network.updater = new Sgd(.01);
            DataSet batch = RandomBatch.regression(draw.random(), EXAMPLES, network.inputs, 1);
            return sick("softmax over one unit", Cause.OUTPUT_LOSS_MISMATCH, network, batch);
        }
        boolean sigmoid = seed % 3 == 1;
        network.answer = sigmoid ? Activation.SIGMOID : Activation.TANH;
        network.loss = sigmoid ? LossFunction.MCXENT : LossFunction.NEGATIVELOGLIKELIHOOD;
        return sick(
                network.answer + " with " + network.loss, Cause.OUTPUT_LOSS_MISMATCH, network, classes(draw, network));
    }

    private static CauseCase faulty(int seed) {
        Draw draw = new Draw("faulty", seed);
        DenseNetwork network = DenseNetwork.drawn(draw, n -> {});
        DataSet batch = classes(draw, network);
        double value = draw.coin() ? Double.NaN : Double.POSITIVE_INFINITY;
        boolean inFeatures = seed % 2 == 0;
        INDArray into = inFeatures ? batch.getFeatures() : batch.getLabels();
        into.putScalar(draw.between(0, EXAMPLES - 1), draw.between(0, into.columns() - 1), value);
        return sick(value + " in the " + (inFeatures ? "features" : "labels"), Cause.FAULTY_DATA, network, batch);
    }

    private static DataSet classes(Draw draw, DenseNetwork network) {
        return RandomBatch.classes(draw.random(), EXAMPLES, network.inputs, network.outputs);
    }

    private static CauseCase sick(String fault, Cause cause, DenseNetwork network, DataSet batch) {
        return CauseCase.sick(fault + ", " + network, cause, () -> Preflight.examine(network.build(), batch));
    }
}
