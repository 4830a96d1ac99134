package org.gradientdoctor.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The parent excludes DataVec's image loading from Deeplearning4j; what Gradient Doctor uses works without. */
class ExcludedDependenciesTest {

    @TempDir
    Path folder;

    @Test
    void imageLoadingIsNotOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("org.datavec.image.loader.NativeImageLoader"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aDenseNetworkLearnsFromACsvFile() throws Exception {
        Path csv = Files.writeString(folder.resolve("two-classes.csv"), "0,1,0\n1,0,1\n0,2,0\n2,0,1\n");
        CSVRecordReader reader = new CSVRecordReader();
        reader.initialize(new FileSplit(csv.toFile()));
        DataSet data = new RecordReaderDataSetIterator(reader, 4, 2, 2).next();

        trainAndRestore(
                seeded().layer(new DenseLayer.Builder().nIn(2).nOut(3).build())
                        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build()),
                data);
    }

    @Test
    void aConvolutionalNetworkTrains() throws Exception {
        trainAndRestore(
                seeded().layer(new ConvolutionLayer.Builder(3, 3).nOut(2).build())
                        .layer(new SubsamplingLayer.Builder().build())
                        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.convolutional(8, 8, 1)),
                new DataSet(Nd4j.rand(2, 1, 8, 8), Nd4j.eye(2)));
    }

    @Test
    void aRecurrentNetworkTrains() throws Exception {
        trainAndRestore(
                seeded().layer(new LSTM.Builder().nIn(2).nOut(3).build())
                        .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build()),
                new DataSet(Nd4j.rand(4, 2, 5), Nd4j.rand(4, 1, 5)));
    }

    private static NeuralNetConfiguration.ListBuilder seeded() {
        return new NeuralNetConfiguration.Builder().seed(1).list();
    }

    private void trainAndRestore(NeuralNetConfiguration.ListBuilder configuration, DataSet data) throws IOException {
        MultiLayerNetwork net = new MultiLayerNetwork(configuration.build());
        net.init();
        INDArray before = net.params().dup();

        net.fit(data);

        assertThat(net.params().equalsWithEps(before, 0)).isFalse();
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(net, file.toFile(), true);
        assertThat(ModelSerializer.restoreMultiLayerNetwork(file.toFile())).isEqualTo(net);
    }
}
