package org.gradientdoctor.samples.causes;

import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Answers that do not go with their loss or cannot reach their labels. */
final class OutputCases {
    private OutputCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(mismatch(seed), outOfReach(seed));
    }

    private static CauseCase mismatch(int seed) {
        Draw draw = new Draw("mismatch", seed);
        DenseFault fault = switch (seed % 3) {
            case 0 ->
                DenseFault.in(
                        draw,
                        network -> {
                            network.regress();
                            network.updater = new Sgd(.01);
                        },
                        network -> network.answer = Activation.SOFTMAX);
            case 1 -> DenseFault.in(draw, n -> {}, n -> n.answer = Activation.SIGMOID);
            default ->
                DenseFault.in(draw, n -> {}, network -> {
                    network.answer = Activation.TANH;
                    network.loss = LossFunction.NEGATIVELOGLIKELIHOOD;
                });
        };
        return fault.examined(Cause.OUTPUT_LOSS_MISMATCH);
    }

    /** Scaling labels heals those that are only too wide for their answer, and not the negative ones. */
    static CauseCase outOfReach(int seed) {
        Draw draw = new Draw("out of reach", seed);
        if (seed % 3 == 2) {
            double scale = draw.factor(10, 1000);
            return DenseFault.in(draw, DenseNetwork::regress, n -> n.answer = Activation.TANH)
                    .spoil(
                            "labels × " + Math.round(scale),
                            data -> data.getLabels().muli(scale))
                    .examined(Cause.OUTPUT_LOSS_MISMATCH, Cause.LABEL_SCALE);
        }
        Activation answer = seed % 3 == 0 ? Activation.RELU : Activation.SIGMOID;
        return DenseFault.in(draw, DenseNetwork::regress, n -> n.answer = answer)
                .examined(Cause.OUTPUT_LOSS_MISMATCH);
    }
}
