package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gradientdoctor.listeners.probe.Samples.CLASSES;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.TimeProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The signal over time against theory where there is a closed form. */
@SuppressWarnings("deprecation") // Layers that are still in saved networks.
class ProbeTimeTest {
    private static final int ROWS = 6;
    private static final int FEATURES = 3;
    private static final int UNITS = 8;
    private static final int STEPS = 20;

    @ParameterizedTest
    @CsvSource({
        "FLOAT, .5", "FLOAT, .9", "FLOAT, 1", "FLOAT, 1.1", "FLOAT, 1.5",
        "DOUBLE, .5", "DOUBLE, .9", "DOUBLE, 1", "DOUBLE, 1.1", "DOUBLE, 1.5"
    })
    void theSignalThroughAScaledOrthogonalMatrixIsAPowerOfTheScale(DataType type, double c) {
        MultiLayerNetwork network = network(type, simple(Activation.IDENTITY), sequenceOutput(UNITS));
        network.getLayer(0).getParam("RW").assign(Rotations.orthogonal(UNITS).muli(c));

        TimeProfile profile = only(read(network, null));

        double tolerance = type == DataType.FLOAT ? 1e-4 : 1e-9;
        assertThat(profile.steps()).isEqualTo(STEPS);
        for (int k = 0; k < STEPS; k++) {
            double power = Math.pow(c, k);
            assertThat(profile.signal().get(k)).as("%d steps back", k).isCloseTo(power, within(tolerance * power));
        }
        assertThat(profile.spectralRadius()).isCloseTo(c, within(tolerance * c));
        assertThat(profile.slope()).isCloseTo(1, within(tolerance));
        assertThat(profile.forgetGate()).isNaN();
        assertThat(profile.decayPerStep()).isCloseTo(c, within(tolerance * c));
        assertThat(profile.kind()).isEqualTo("SimpleRnn");
        assertThat(profile.backwards()).isFalse();
    }

    @Test
    void bothDirectionsAreReadEachFromItsOwnEnd() {
        MultiLayerNetwork network =
                network(DataType.DOUBLE, new Bidirectional(simple(Activation.IDENTITY)), sequenceOutput(2 * UNITS));
        network.getLayer(0).getParam("fRW").assign(Rotations.orthogonal(UNITS).muli(.5));
        network.getLayer(0).getParam("bRW").assign(Rotations.orthogonal(UNITS).muli(1.2));

        List<TimeProfile> profiles = read(network, null).time();

        assertThat(profiles).extracting(TimeProfile::backwards).containsExactly(false, true);
        assertThat(profiles.get(0).decayPerStep()).isCloseTo(.5, within(1e-9));
        assertThat(profiles.get(1).decayPerStep()).isCloseTo(1.2, within(1e-9));
        assertThat(profiles.get(0).reach()).isEqualTo(6);
        assertThat(profiles.get(1).reach()).isEqualTo(STEPS - 1);
    }

    @Test
    void examplesOfDifferentLengthAreAlignedByTheirOwnLastStep() {
        INDArray mask = Nd4j.ones(DataType.DOUBLE, ROWS, STEPS);
        for (int row = 1; row < ROWS; row++) {
            for (int t = STEPS - 3 * row; t < STEPS; t++) {
                mask.putScalar(row, t, 0);
            }
        }
        MultiLayerNetwork network = network(DataType.DOUBLE, simple(Activation.IDENTITY), sequenceOutput(UNITS));
        network.getLayer(0).getParam("RW").assign(Rotations.orthogonal(UNITS).muli(.8));

        TimeProfile profile = only(read(network, mask));

        assertThat(profile.steps()).isEqualTo(STEPS);
        for (int k = 0; k < STEPS; k++) {
            assertThat(profile.signal().get(k)).isCloseTo(Math.pow(.8, k), within(1e-9));
        }
    }

    @Test
    void wrappedLayersAreReadAsTheLayerInside() {
        INDArray rotation = Rotations.orthogonal(UNITS).muli(.7);
        MultiLayerNetwork last = network(DataType.DOUBLE, new LastTimeStep(inner()), output(UNITS));
        MultiLayerNetwork zero = network(
                DataType.DOUBLE,
                new MaskZeroLayer.Builder()
                        .setUnderlying(inner())
                        .setMaskValue(0)
                        .build(),
                sequenceOutput(UNITS));
        MultiLayerNetwork frozen = network(DataType.DOUBLE, new FrozenLayer(inner()), sequenceOutput(UNITS));
        for (MultiLayerNetwork network : List.of(last, zero, frozen)) {
            network.getLayer(0).getParam("RW").assign(rotation);
            TimeProfile profile = only(read(network, null));
            assertThat(profile.decayPerStep()).isCloseTo(.7, within(1e-9));
            assertThat(profile.steps()).isEqualTo(STEPS);
        }
    }

    @Test
    void aLayerInAGraphIsRead() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("in")
                .addLayer("rnn", inner(), "in")
                .addVertex("last", new LastTimeStepVertex("in"), "rnn")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(UNITS)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "last")
                .setOutputs("out")
                .build());
        graph.init();
        graph.getLayer("rnn").getParam("RW").assign(Rotations.orthogonal(UNITS).muli(.6));

        ProbeReading reading =
                BackwardProbe.of(graph).read(new DataSet(Samples.gaussian(1, ROWS, FEATURES, STEPS), classes()), 0);

        assertThat(only(reading).decayPerStep()).isCloseTo(.6, within(1e-9));
        assertThat(only(reading).layer()).isEqualTo("rnn");
        assertThat(only(reading).onlyAtEnd()).isTrue();
    }

    @Test
    void anErrorAtTheLastStepAloneIsToldFromOneAtEachStep() {
        INDArray rotation = Rotations.orthogonal(UNITS).muli(.7);
        MultiLayerNetwork last = network(DataType.DOUBLE, new LastTimeStep(inner()), output(UNITS));
        MultiLayerNetwork each = network(DataType.DOUBLE, inner(), sequenceOutput(UNITS));
        last.getLayer(0).getParam("RW").assign(rotation);
        each.getLayer(0).getParam("RW").assign(rotation);

        assertThat(only(read(last, null)).onlyAtEnd()).isTrue();
        assertThat(only(read(each, null)).onlyAtEnd()).isFalse();
    }

    @Test
    void theForgetGateOfALayerWithoutWeightsIsThatOfItsBias() {
        MultiLayerNetwork network = network(
                DataType.DOUBLE,
                new LSTM.Builder()
                        .nIn(FEATURES)
                        .nOut(UNITS)
                        .forgetGateBiasInit(2)
                        .activation(Activation.TANH)
                        .build(),
                sequenceOutput(UNITS));
        network.getLayer(0).getParam("W").assign(0);
        network.getLayer(0).getParam("RW").assign(0);

        TimeProfile profile = only(read(network, null));

        assertThat(profile.forgetGate()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
        assertThat(profile.slope()).isNaN();
        assertThat(profile.spectralRadius()).isZero();
        // Nothing reaches the inputs, through weights that are all 0.
        assertThat(profile.signal()).containsOnly(0.0);
    }

    @Test
    void aLayerWhoseStepsCannotBeToldApartSaysSo() {
        MultiLayerNetwork network = network(
                DataType.DOUBLE,
                new GravesBidirectionalLSTM.Builder()
                        .nIn(FEATURES)
                        .nOut(UNITS)
                        .activation(Activation.TANH)
                        .build(),
                sequenceOutput(UNITS));

        ProbeReading reading = read(network, null);

        assertThat(reading.time()).isEmpty();
        assertThat(reading.unread())
                .singleElement()
                .asString()
                .contains("signal over time of layer layer0")
                .contains("GravesBidirectionalLSTM");
        assertThat(reading.reading().layers().get(0).inputError()).isNotNull();
    }

    private static TimeProfile only(ProbeReading reading) {
        assertThat(reading.time()).hasSize(1);
        return reading.time().get(0);
    }

    private static ProbeReading read(MultiLayerNetwork network, @Nullable INDArray mask) {
        DataType type = network.params().dataType();
        INDArray features = Samples.gaussian(1, ROWS, FEATURES, STEPS).castTo(type);
        boolean sequence = network.getLayerWiseConfigurations().getConf(1).getLayer() instanceof RnnOutputLayer;
        INDArray labels = sequence ? Nd4j.zeros(type, ROWS, CLASSES, STEPS) : classes();
        for (int e = 0; sequence && e < ROWS; e++) {
            for (int t = 0; t < STEPS; t++) {
                labels.putScalar(new int[] {e, (e + t) % CLASSES, t}, 1);
            }
        }
        return BackwardProbe.of(network)
                .read(
                        new MultiDataSet(
                                new INDArray[] {features},
                                new INDArray[] {labels},
                                mask == null ? null : new INDArray[] {mask},
                                mask == null ? null : new INDArray[] {mask}),
                        0);
    }

    private static INDArray classes() {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, ROWS, CLASSES);
        for (int e = 0; e < ROWS; e++) {
            labels.putScalar(e, e % CLASSES, 1);
        }
        return labels;
    }

    static MultiLayerNetwork network(DataType type, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(.1))
                .dataType(type)
                .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static SimpleRnn simple(Activation activation) {
        return new SimpleRnn.Builder()
                .nIn(FEATURES)
                .nOut(UNITS)
                .activation(activation)
                .build();
    }

    private static SimpleRnn inner() {
        SimpleRnn layer = simple(Activation.IDENTITY);
        layer.setRnnDataFormat(RNNFormat.NCW);
        return layer;
    }

    private static RnnOutputLayer sequenceOutput(int in) {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(CLASSES)
                .dataFormat(RNNFormat.NCW)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static OutputLayer output(int in) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
