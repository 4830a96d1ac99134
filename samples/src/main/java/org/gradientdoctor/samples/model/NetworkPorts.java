package org.gradientdoctor.samples.model;

import java.util.OptionalInt;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.input.Task;
import org.gradientdoctor.samples.training.Training;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What goes into a network and what comes out.
 *
 * @param features how many numbers a row has
 * @param task what it predicts
 * @param type of its parameters
 */
public record NetworkPorts(int features, Task task, DataType type) {

    /**
     * @param classes how many classes the user says there are
     * @param regression whether the user says that it predicts numbers
     * @throws BadInput if the network does not make one row of numbers out of one row of numbers
     */
    public static NetworkPorts of(Model model, OptionalInt classes, boolean regression, String source) {
        if (model.params() == null) {
            throw new BadInput(source + ": the network has no parameters that could be trained");
        }
        int features = InputWidth.of(model, source);
        DataType type = model.params().dataType();
        INDArray output;
        try {
            output = Training.output(model, Nd4j.zeros(type, 1, features));
            // What does not fit together in a network fails anywhere inside it.
        } catch (RuntimeException e) {
            throw new BadInput(
                    source + ": the network does not take a row of " + features + " numbers: " + BadInput.reason(e), e);
        }
        if (output.rank() != 2) {
            throw new BadInput(source + ": only networks that give one row of numbers are accepted, this one gives "
                    + output.rank() + " dimensions");
        }
        Task task = OutputTask.of(model, Math.toIntExact(output.size(1)), classes, regression, source);
        return new NetworkPorts(features, task, type);
    }
}
