package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gradientdoctor.listeners.probe.Samples.CLASSES;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.STEPS;
import static org.gradientdoctor.listeners.probe.Samples.gaussian;
import static org.gradientdoctor.listeners.probe.Samples.labels;
import static org.gradientdoctor.listeners.probe.SmallStacks.output;
import static org.gradientdoctor.listeners.probe.SmallStacks.sequenceOutput;
import static org.gradientdoctor.listeners.probe.SmallStacks.stack;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a probe reads, against Deeplearning4j's own figures and hand calculation. */
class ProbeReadingTest {

    @Test
    void vitalSignsAreThoseOfATrainingStep() {
        MultiLayerNetwork network = stack(InputType.feedForward(5), dense(4), output());
        DataSet batch = new DataSet(gaussian(1, ROWS, 5), labels());
        network.fit(batch);

        ProbeReading reading = BackwardProbe.of(network).read(batch, 0);

        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        INDArray gradient = network.gradient().getGradientFor("0_W").div(ROWS);
        ParameterReading weights =
                Objects.requireNonNull(reading.reading().layers().get(0).weights(), "weights");
        TensorSummary read = Objects.requireNonNull(weights.gradient(), "gradient");
        assertThat(read.l2Norm()).isCloseTo(gradient.norm2Number().doubleValue(), within(1e-12));
        assertThat(reading.reading().vitals().score()).isCloseTo(network.score(), within(1e-12));
        double regularization = network.calcRegularizationScore(true);
        assertThat(reading.reading().vitals().loss()).isCloseTo(network.score() - regularization, within(1e-9));
        assertThat(reading.iteration()).isEqualTo(1);
        assertThat(reading.reading().vitals().examples()).isEqualTo(ROWS);
        assertThat(reading.reading().vitals().learningRate()).isEqualTo(.1);
        assertThat(reading.stepDose()).isEmpty();
        assertThat(reading.unread()).isEmpty();
    }

    @Test
    void theSignalAtALayerIsItsArrivingErrorTimesItsSlope() {
        MultiLayerNetwork network = stack(InputType.feedForward(5), dense(4), output());

        ProbeReading reading = BackwardProbe.of(network).read(new DataSet(gaussian(1, ROWS, 5), labels()), 0);

        LayerReading first = reading.reading().layers().get(0);
        LayerReading last = reading.reading().layers().get(1);
        SignalReading signal = Objects.requireNonNull(first.signal(), "signal");
        INDArray z = gaussian(1, ROWS, 5)
                .mmul(network.getLayer(0).getParam("W"))
                .addRowVector(network.getLayer(0).getParam("b"));
        INDArray p = network.output(gaussian(1, ROWS, 5));
        INDArray arriving =
                p.sub(labels()).mmul(network.getLayer(1).getParam("W").transpose());
        double squares = 0;
        for (int i = 0; i < z.length(); i++) {
            double h = Math.tanh(z.getDouble(i));
            squares += Math.pow(arriving.getDouble(i) * (1 - h * h), 2);
        }
        assertThat(signal.delta().rms()).isCloseTo(Math.sqrt(squares / z.length()), within(1e-12));
        assertThat(Objects.requireNonNull(last.inputError(), "error").l2Norm())
                .isCloseTo(arriving.norm2Number().doubleValue(), within(1e-12));
        assertThat(Objects.requireNonNull(first.activations(), "activations").count())
                .isEqualTo(ROWS * 4);
        assertThat(first.unread()).isEmpty();
    }

    @Test
    void outputsAreReadWithTheirLabels() {
        MultiLayerNetwork network = stack(InputType.feedForward(5), dense(4), output());
        INDArray p = network.output(gaussian(1, ROWS, 5));

        ProbeReading reading = BackwardProbe.of(network).read(new DataSet(gaussian(1, ROWS, 5), labels()), 0);

        OutputReading output = reading.outputs().get(0);
        assertThat(output.layer()).isEqualTo("1");
        assertThat(output.lossName()).isEqualTo("LossMCXENT");
        assertThat(output.activation().name()).isEqualTo("softmax");
        assertThat(output.sparse()).isFalse();
        assertThat(output.units()).isEqualTo(CLASSES);
        assertThat(output.labelRange()).isEqualTo(new OutputReading.LabelRange(0, 1, 1, 1, true));
        assertThat(output.predictions().mean(0))
                .isCloseTo(p.getColumn(0).meanNumber().doubleValue(), within(1e-12));
        // Classes 0, 1, 2, 0: frequencies 1/2, 1/4, 1/4.
        assertThat(output.constantAnswer().loss()).isCloseTo(1.5 * Math.log(2), within(1e-12));
        assertThat(output.labels().mean(0)).isEqualTo(.5);
    }

    @Test
    void classIndicesAreReadAsSuch() {
        MultiLayerNetwork network = stack(
                InputType.feedForward(5),
                dense(4),
                new OutputLayer.Builder(LossFunction.SPARSE_MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build());
        INDArray indices = Nd4j.createFromArray(new double[][] {{0}, {1}, {2}, {0}});

        OutputReading output = BackwardProbe.of(network)
                .read(new DataSet(gaussian(1, ROWS, 5), indices), 0)
                .outputs()
                .get(0);

        assertThat(output.sparse()).isTrue();
        assertThat(output.labelRange()).isEqualTo(new OutputReading.LabelRange(0, 2, 0, 2, true));
        assertThat(output.constantAnswer().loss()).isCloseTo(1.5 * Math.log(2), within(1e-12));
    }

    @Test
    void maskedStepsOfInputsLabelsAndActivationsAreLeftOut() {
        MultiLayerNetwork network = stack(
                InputType.recurrent(3, STEPS),
                new LSTM.Builder().nOut(4).activation(Activation.TANH).build(),
                sequenceOutput());
        INDArray features = gaussian(1, ROWS, 3, STEPS);
        features.putScalar(new int[] {3, 0, STEPS - 1}, 1e9);

        ProbeReading reading = BackwardProbe.of(network)
                .read(Samples.masked(features, Samples.sequenceLabels(), Samples.mask(), Samples.mask()), 0);

        // Lengths 5, 4, 3 and 2.
        assertThat(reading.inputs().get(0).columns().elementsPerUnit()).isEqualTo(14);
        assertThat(reading.inputs().get(0).columns().mean(0)).isLessThan(10);
        assertThat(reading.outputs().get(0).labels().elementsPerUnit()).isEqualTo(14);
        assertThat(reading.outputs().get(0).constantAnswer().examples()).isEqualTo(14);
        LayerReading lstm = reading.reading().layers().get(0);
        assertThat(Objects.requireNonNull(lstm.activationUnits(), "units").elementsPerUnit())
                .isEqualTo(14);
        assertThat(Objects.requireNonNull(lstm.signal(), "signal").units().elementsPerUnit())
                .isEqualTo(14);
    }

    @Test
    void inputsSayWhatIsDoneToThemFirst() {
        MultiLayerNetwork looked = stack(
                null,
                new EmbeddingLayer.Builder().nIn(6).nOut(4).build(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(4)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build());
        MultiLayerNetwork normalized = stack(
                InputType.convolutional(4, 4, 2),
                new BatchNormalization.Builder().build(),
                new ConvolutionLayer.Builder(2, 2).nOut(2).build(),
                output());

        InputReading indices = BackwardProbe.of(looked)
                .read(new DataSet(Samples.indices(1, 6, ROWS, 1), labels()), 0)
                .inputs()
                .get(0);
        InputReading image = BackwardProbe.of(normalized)
                .read(new DataSet(gaussian(1, ROWS, 2, 4, 4), labels()), 0)
                .inputs()
                .get(0);

        assertThat(indices.lookedUp()).isTrue();
        assertThat(indices.normalized()).isFalse();
        assertThat(image.lookedUp()).isFalse();
        assertThat(image.normalized()).isTrue();
        assertThat(image.columns().units()).isEqualTo(2);
        assertThat(image.name()).isEqualTo("input");
    }

    @Test
    void nothingIsReadBelowAFrozenLayer() {
        MultiLayerNetwork network = stack(
                InputType.feedForward(5),
                dense(4),
                new FrozenLayer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build()),
                new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build(),
                output());

        List<LayerReading> layers = BackwardProbe.of(network)
                .read(new DataSet(gaussian(1, ROWS, 5), labels()), 0)
                .reading()
                .layers();

        assertThat(layers.get(0).unread()).singleElement().asString().contains("is frozen");
        assertThat(layers.get(1).unread()).singleElement().asString().contains("it is frozen");
        assertThat(layers.get(0).inputError()).isNull();
        assertThat(layers.get(1).inputError()).isNull();
        assertThat(layers.get(0).activations()).isNotNull();
        assertThat(layers.get(1).weights()).isNotNull();
        assertThat(layers.get(2).inputError()).isNotNull();
        assertThat(layers.get(2).unread()).isEmpty();
    }

    @Test
    void aBranchAroundAFrozenLayerIsRead() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", new DenseLayer.Builder().nIn(5).nOut(4).build(), "in")
                .addLayer(
                        "b",
                        new FrozenLayer(new DenseLayer.Builder().nIn(4).nOut(4).build()),
                        "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(4)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "sum")
                .setOutputs("out")
                .build());
        graph.init();

        List<LayerReading> layers = BackwardProbe.of(graph)
                .read(new DataSet(gaussian(1, ROWS, 5), labels()), 0)
                .reading()
                .layers();

        assertThat(layers).extracting(LayerReading::layer).containsExactly("a", "b", "sum", "out");
        assertThat(layers.get(0).unread()).isEmpty();
        assertThat(layers.get(0).inputError()).isNotNull();
        assertThat(layers.get(1).unread()).singleElement().asString().contains("frozen");
    }

    @Test
    void aLayerThatDeeplearning4jCannotTrainSaysSoAndTheRestIsRead() {
        MultiLayerNetwork network = stack(
                InputType.recurrent(3, STEPS, RNNFormat.NWC),
                new SimpleRnn.Builder()
                        .nOut(3)
                        .activation(Activation.TANH)
                        .dataFormat(RNNFormat.NWC)
                        .build(),
                new Convolution1DLayer.Builder(1, 1)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .rnnDataFormat(RNNFormat.NWC)
                        .build(),
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .dataFormat(RNNFormat.NWC)
                        .activation(Activation.SOFTMAX)
                        .build());
        DataSet batch = new DataSet(
                gaussian(1, ROWS, STEPS, 3), Samples.sequenceLabels().permute(0, 2, 1));
        assertThatThrownBy(() -> network.fit(batch)).isInstanceOf(RuntimeException.class);

        ProbeReading reading = BackwardProbe.of(network).read(batch, 0);

        List<LayerReading> layers = reading.reading().layers();
        assertThat(layers.get(0).unread()).singleElement().asString().contains("no error came from layer 1");
        assertThat(layers.get(1).unread()).singleElement().asString().contains("its backward pass threw");
        assertThat(layers.get(2).unread()).isEmpty();
        assertThat(layers.get(2).inputError()).isNotNull();
        assertThat(layers.get(1).activations()).isNotNull();
        assertThat(reading.reading().vitals().score()).isFinite();
        assertThat(reading.outputs()).hasSize(1);
    }

    @Test
    void aLayerThatDeeplearning4jCannotRunIsNamed() {
        MultiLayerNetwork network = stack(
                InputType.recurrent(3, STEPS),
                new LSTM.Builder().nOut(3).activation(Activation.TANH).build(),
                // Deeplearning4j 1.0.0-M2.1 throws on layer normalization here, in training, too.
                new SimpleRnn.Builder()
                        .nOut(4)
                        .hasLayerNorm(true)
                        .activation(Activation.TANH)
                        .build(),
                sequenceOutput());
        DataSet batch = new DataSet(gaussian(1, ROWS, 3, STEPS), Samples.sequenceLabels());
        assertThatThrownBy(() -> network.fit(batch)).isInstanceOf(RuntimeException.class);

        assertThatThrownBy(() -> BackwardProbe.of(network).read(batch, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch 0 can't be trained on")
                .hasMessageContaining("in layer 1 its forward pass threw");
    }

    @Test
    void severalOutputsAreReadInTheOrderOfTheirLabels() {
        ComputationGraph graph = (ComputationGraph) ProbedGraphs.all().stream()
                .filter(kind -> kind.name().equals("two inputs and two outputs"))
                .findFirst()
                .orElseThrow()
                .network()
                .get();
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {gaussian(1, ROWS, 5), gaussian(2, ROWS, 2)},
                new INDArray[] {labels(), gaussian(3, ROWS, 2).muli(1e4)});

        ProbeReading reading = BackwardProbe.of(graph).read(batch, 0);

        assertThat(reading.outputs()).extracting(OutputReading::layer).containsExactly("classes", "values");
        assertThat(reading.outputs().get(1).labelRange().largest())
                .isEqualTo(batch.getLabels(1).maxNumber().doubleValue());
        assertThat(reading.inputs()).extracting(InputReading::name).containsExactly("x", "y");
        assertThat(reading.reading().vitals().score()).isCloseTo(graph.score(batch, true), within(1e-6));
    }

    @Test
    void nonFiniteValuesAreReadAsThemselves() {
        MultiLayerNetwork network = stack(InputType.feedForward(5), dense(4), output());
        INDArray features = gaussian(1, ROWS, 5);
        features.putScalar(0, 2, Double.NaN);

        ProbeReading reading = BackwardProbe.of(network).read(new DataSet(features, labels()), 0);

        assertThat(reading.inputs().get(0).columns().mean(2)).isNaN();
        assertThat(reading.inputs().get(0).columns().mean(1)).isFinite();
        assertThat(reading.reading().vitals().isFinite()).isFalse();
        assertThat(Objects.requireNonNull(reading.reading().layers().get(1).inputError(), "error")
                        .isFinite())
                .isFalse();
    }

    private static DenseLayer dense(int units) {
        return new DenseLayer.Builder().nOut(units).activation(Activation.TANH).build();
    }
}
