package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.STEPS;
import static org.gradientdoctor.listeners.probe.Samples.gaussian;
import static org.gradientdoctor.listeners.probe.Samples.labels;
import static org.gradientdoctor.listeners.probe.SmallStacks.output;
import static org.gradientdoctor.listeners.probe.SmallStacks.sequenceOutput;
import static org.gradientdoctor.listeners.probe.SmallStacks.stack;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Layers are named whose units stay the same however long they are trained, and no others. */
class EqualUnitsTest {

    private static List<String> equalUnits(MultiLayerNetwork network, DataSet batch) {
        return BackwardProbe.of(network).read(batch, 0).equalUnits();
    }

    /** Every unit of a layer hands the same error back to all units below. */
    private static void makeRowsEqual(INDArray w) {
        for (int row = 1; row < w.rows(); row++) {
            w.getRow(row).assign(w.getRow(0));
        }
    }

    private static boolean columnsAreEqual(INDArray w) {
        for (int column = 1; column < w.columns(); column++) {
            if (w.getColumn(column).sub(w.getColumn(0)).amaxNumber().doubleValue() > 1e-12) {
                return false;
            }
        }
        return true;
    }

    private static MultiLayerNetwork threeDenseLayers() {
        return stack(
                InputType.feedForward(5),
                new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(),
                new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(),
                output());
    }

    @Test
    void trainingLeavesEqualUnitsEqualWhereTheyAreNamedAndTellsThemApartWhereNot() {
        MultiLayerNetwork network = threeDenseLayers();
        for (int layer : new int[] {0, 1}) {
            network.getLayer(layer).getParam("W").assign(.3);
        }
        DataSet batch = new DataSet(gaussian(1, ROWS, 5), labels());

        // The output's weights differ, so layer 1 learns; layer 0 hears the same from all of layer 1.
        assertThat(equalUnits(network, batch)).containsExactly("0");
        for (int i = 0; i < 30; i++) {
            network.fit(batch);
        }
        assertThat(columnsAreEqual(network.getLayer(0).getParam("W"))).isTrue();
        assertThat(columnsAreEqual(network.getLayer(1).getParam("W"))).isFalse();
    }

    @Test
    void oneLayerOfEqualWeightsBelowRandomOnesIsNotNamedAndLearns() {
        MultiLayerNetwork network = threeDenseLayers();
        network.getLayer(0).getParam("W").assign(.3);
        DataSet batch = new DataSet(gaussian(1, ROWS, 5), labels());

        assertThat(equalUnits(network, batch)).isEmpty();
        network.fit(batch);
        assertThat(columnsAreEqual(network.getLayer(0).getParam("W"))).isFalse();
    }

    @Test
    void unitsOfRecurrentLayersAreComparedGateByGateAndInBothDirections() {
        MultiLayerNetwork network = stack(
                InputType.recurrent(3, STEPS),
                new SimpleRnn.Builder().nOut(4).activation(Activation.TANH).build(),
                new Bidirectional(
                        new LSTM.Builder().nOut(4).activation(Activation.TANH).build()),
                new LSTM.Builder().nOut(4).activation(Activation.TANH).build(),
                sequenceOutput());
        for (int layer : new int[] {0, 1}) {
            network.getLayer(layer).paramTable().values().forEach(parameter -> parameter.assign(.1));
        }
        // Equal within each gate, though gates differ from one another.
        for (int gate = 0; gate < 4; gate++) {
            for (int unit = 0; unit < 4; unit++) {
                network.getLayer(2).getParam("W").getColumn(4 * gate + unit).assign(gate + 1);
                network.getLayer(2).getParam("RW").getColumn(4 * gate + unit).assign(gate - 1);
            }
        }
        makeRowsEqual(network.getLayer(3).getParam("W"));
        DataSet batch = new DataSet(gaussian(1, ROWS, 3, STEPS), Samples.sequenceLabels());

        assertThat(equalUnits(network, batch)).containsExactly("0", "1", "2");
        network.getLayer(1).getParam("bW").getColumn(0).assign(.2);
        network.getLayer(2).getParam("W").getColumn(0).assign(2);
        assertThat(equalUnits(network, batch)).containsExactly("0");
    }

    @Test
    void filtersCountAsUnitsAndNormalizationHasNone() {
        MultiLayerNetwork network = stack(
                InputType.convolutional(4, 4, 2),
                new ConvolutionLayer.Builder(2, 2).nOut(3).build(),
                new BatchNormalization.Builder().build(),
                output());
        makeRowsEqual(network.getLayer(2).getParam("W"));
        DataSet batch = new DataSet(gaussian(1, ROWS, 2, 4, 4), labels());
        assertThat(equalUnits(network, batch)).isEmpty();

        INDArray w = network.getLayer(0).getParam("W");
        for (int filter = 1; filter < 3; filter++) {
            w.slice(filter, 0).assign(w.slice(0, 0));
        }

        assertThat(equalUnits(network, batch)).containsExactly("0");
    }
}
