package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.UnitActivity;
import org.gradientdoctor.listeners.SmallNets.Kind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Units stand in the last dimension of arrays as often as in the second. */
class LayoutTest {
    private static final int CLASSES = 3;

    private final GradientHealthListener health =
            GradientHealthListener.builder().fullReadingEvery(1).build();

    private MultiLayerNetwork stack(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                SmallNets.builder(new Sgd(.1), DataType.FLOAT).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        network.setListeners(health);
        return network;
    }

    /** One-hot along the last dimension, every class as often as the others. */
    private static INDArray lastIsClass(long... shape) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, shape);
        INDArray rows = labels.reshape('c', -1, CLASSES);
        for (int i = 0; i < rows.rows(); i++) {
            rows.putScalar(i, i % CLASSES, 1);
        }
        return labels;
    }

    /** A network of zeros answers with equal odds, the constant answer where all classes are as frequent. */
    private void assertConstantAnswerIsThatOfZeros(MultiLayerNetwork network, DataSet data) {
        network.params().assign(0);
        network.fit(data);
        assertThat(health.trace().constantAnswer().loss()).isCloseTo(network.score(), withinPercentage(1e-3));
    }

    /** What Deeplearning4j calls the score has ln 6 for each of the pixels, 6 being their columns; ln 3 is true. */
    @Test
    void pixelsWithChannelsLastHaveNoConstantAnswerAsTheirScoreIsWrong() {
        MultiLayerNetwork network = stack(
                InputType.convolutional(6, 6, 2, CNN2DFormat.NHWC),
                new ConvolutionLayer.Builder(1, 1)
                        .nOut(CLASSES)
                        .dataFormat(CNN2DFormat.NHWC)
                        .updater(new NoOp())
                        .activation(Activation.IDENTITY)
                        .build(),
                new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .format(CNN2DFormat.NHWC)
                        .activation(Activation.SOFTMAX)
                        .build());

        network.params().assign(0);
        network.fit(new DataSet(Nd4j.rand(DataType.FLOAT, 4, 6, 6, 2), lastIsClass(4, 6, 6, CLASSES)));

        assertThat(network.score()).isCloseTo(36 * Math.log(6), withinPercentage(.1));
        assertThat(health.trace().constantAnswer().isKnown()).isFalse();
        assertThat(health.trace().unread()).anyMatch(reason -> reason.contains("CnnLossLayer with channels last"));
    }

    @Test
    void classesOfVoxelsInTheLastDimension() {
        MultiLayerNetwork network = stack(
                InputType.convolutional3D(Convolution3D.DataFormat.NDHWC, 3, 4, 5, 2),
                new Convolution3D.Builder(1, 1, 1)
                        .nOut(CLASSES)
                        .dataFormat(Convolution3D.DataFormat.NDHWC)
                        .activation(Activation.IDENTITY)
                        .build(),
                new Cnn3DLossLayer.Builder(Convolution3D.DataFormat.NDHWC)
                        .lossFunction(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());

        assertConstantAnswerIsThatOfZeros(
                network, new DataSet(Nd4j.rand(DataType.FLOAT, 4, 3, 4, 5, 2), lastIsClass(4, 3, 4, 5, CLASSES)));
    }

    /** Padded to another length from batch to batch, as minibatches of sequences are. */
    @Test
    void anActivationOfItsOwnBehindARecurrentLayerIsReadByUnitWhateverTheLength() {
        MultiLayerNetwork network = stack(
                InputType.recurrent(2, 7, RNNFormat.NWC),
                new LSTM.Builder().nOut(4).dataFormat(RNNFormat.NWC).build(),
                new ActivationLayer.Builder()
                        .name("own")
                        .activation(Activation.TANH)
                        .build(),
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .dataFormat(RNNFormat.NWC)
                        .activation(Activation.SOFTMAX)
                        .build());
        for (int steps : new int[] {7, 9, 6}) {
            network.fit(new DataSet(Nd4j.rand(DataType.FLOAT, 6, steps, 2), lastIsClass(6, steps, CLASSES)));
        }

        assertThat(health.trace().iterations()).isEqualTo(3);
        assertThat(activityOf("own").units()).isEqualTo(4);
        assertThat(activityOf("own").examplesSeen()).isEqualTo(18);
    }

    @Test
    void aDeadFilterShowsInAnActivationOfItsOwn() {
        MultiLayerNetwork network = stack(
                InputType.convolutional(6, 6, 2, CNN2DFormat.NHWC),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(5)
                        .dataFormat(CNN2DFormat.NHWC)
                        .activation(Activation.IDENTITY)
                        .build(),
                new ActivationLayer.Builder()
                        .name("own")
                        .activation(Activation.RELU)
                        .build(),
                new GlobalPoolingLayer.Builder().build(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build());
        network.getParam("0_b").assign(1).putScalar(3, -100);
        network.fit(new DataSet(Nd4j.rand(DataType.FLOAT, 6, 6, 6, 2), SmallNets.labels(6)));

        assertThat(activityOf("own").quietUnits(6)).containsExactly(3);
    }

    private UnitActivity activityOf(String layer) {
        return Objects.requireNonNull(health.trace().activity().get(layer), layer);
    }

    @Test
    void layersOfOneNameAreToldApart() {
        Layer shared = SmallNets.dense(5, 5, Activation.TANH);
        MultiLayerNetwork network = SmallNets.stack(
                SmallNets.builder(new Sgd(.1), DataType.FLOAT),
                named("hidden", 5),
                named("hidden", 5),
                named("", 5),
                shared,
                shared,
                SmallNets.output(5));
        network.setListeners(health);
        for (DataSet batch : SmallNets.batches(Kind.DENSE, 3)) {
            network.fit(batch);
        }

        assertThat(health.trace().profile().longestPath()).hasSize(6);
        assertThat(health.trace().profile().layers())
                .extracting(layer -> layer.name())
                .doesNotHaveDuplicates()
                .startsWith("hidden", "1");
        assertThat(health.trace().iterations()).isEqualTo(3);
        assertThat(health.diagnosis().findings()).isNotEmpty();
    }

    private static Layer named(String name, int units) {
        Layer layer = SmallNets.dense(units, units, Activation.TANH);
        layer.setLayerName(name);
        return layer;
    }
}
