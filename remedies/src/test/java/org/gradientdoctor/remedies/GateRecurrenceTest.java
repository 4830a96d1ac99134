package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.listeners.probe.BackwardProbe;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class GateRecurrenceTest {

    private static Model treated(Model model, Remedy remedy) {
        return new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    private static RnnOutputLayer.Builder output() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT).nOut(3).activation(Activation.SOFTMAX);
    }

    @Test
    void anLstmOfAsManyUnitsTakesTheLayersPlaceAndItsTraining() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Adam(.01))
                .list()
                .layer(new SimpleRnn.Builder()
                        .nOut(6)
                        .activation(Activation.RELU)
                        .updater(new Nesterovs(.03, .7))
                        .biasUpdater(new Sgd(.2))
                        .l2(1e-3)
                        .dropOut(.8)
                        .weightNoise(new DropConnect(.9))
                        .name("rnn")
                        .build())
                .layer(output().name("out").build())
                .setInputType(InputType.recurrent(4)));
        // Deeplearning4j's builder drops the constraints of a SimpleRnn.
        network.getLayerWiseConfigurations()
                .getConf(0)
                .getLayer()
                .setConstraints(List.of(new MaxNormConstraint(3, Set.of("RW"), 0)));
        MultiLayerNetwork gated = (MultiLayerNetwork) treated(network, new GateRecurrence(List.of("rnn"), 5));
        LSTM lstm = (LSTM) gated.getLayer(0).conf().getLayer();
        SimpleRnn then = (SimpleRnn) network.getLayer(0).conf().getLayer();
        assertThat(lstm.getNIn()).isEqualTo(4);
        assertThat(lstm.getNOut()).isEqualTo(6);
        assertThat(lstm.getLayerName()).isEqualTo("rnn");
        assertThat(lstm.getActivationFn()).isInstanceOf(ActivationTanH.class);
        assertThat(lstm.getForgetGateBiasInit()).isEqualTo(1);
        assertThat(lstm.getIUpdater()).isEqualTo(new Nesterovs(.03, .7));
        assertThat(lstm.getBiasUpdater()).isEqualTo(new Sgd(.2));
        assertThat(lstm.getRegularization()).isEqualTo(then.getRegularization()).isNotEmpty();
        assertThat(lstm.getIDropout()).isEqualTo(new Dropout(.8));
        assertThat(lstm.getWeightNoise()).isEqualTo(new DropConnect(.9));
        assertThat(lstm.getConstraints()).isEqualTo(then.getConstraints()).hasSize(1);
        assertThat(gated.getParam("1_W")).isEqualTo(network.getParam("1_W"));
        Networks.fit(gated, RecurrentNetworks.sequences());
        assertThat(gated.score()).isFinite();
    }

    /** Gates lie side by side in the columns: input, forget, output, candidate. */
    @Test
    void recurrentWeightsAreOrthogonalGateByGateAndForgetGatesOpen() {
        MultiLayerNetwork network = (MultiLayerNetwork)
                treated(RecurrentNetworks.simple().model(), new GateRecurrence(List.of("layer0", "layer1"), 3, 5));
        for (String layer : List.of("0", "1")) {
            INDArray recurrent = network.getParam(layer + "_RW").castTo(DataType.DOUBLE);
            assertThat(recurrent.shape()).containsExactly(5, 20);
            for (int gate = 0; gate < 4; gate++) {
                INDArray block = recurrent.get(NDArrayIndex.all(), NDArrayIndex.interval(5 * gate, 5 * gate + 5));
                assertThat(block.transpose().mmul(block).distance2(Nd4j.eye(5).castTo(DataType.DOUBLE)))
                        .isLessThan(1e-5);
            }
            double[] biases = network.getParam(layer + "_b").toDoubleVector();
            for (int i = 0; i < 20; i++) {
                assertThat(biases[i]).isEqualTo(i >= 5 && i < 10 ? 3 : 0);
            }
        }
    }

    /** The fans that Deeplearning4j gives an LSTM are its units, and its inputs and units. */
    @Test
    void inputWeightsAreDrawnByXaviersRule() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Adam(.01))
                .list()
                .layer(new SimpleRnn.Builder().nOut(40).build())
                .layer(output().build())
                .setInputType(InputType.recurrent(30)));
        MultiLayerNetwork gated = (MultiLayerNetwork) treated(network, new GateRecurrence(List.of("layer0"), 5));
        double deviation = gated.getParam("0_W").stdNumber().doubleValue();
        // 4800 numbers: the deviation itself strays by 1 % (1/√9600).
        assertThat(deviation).isCloseTo(Math.sqrt(2.0 / (40 + 70)), within(.05 * deviation));
    }

    @Test
    void wrappersStayAroundThem() {
        SimpleRnn.Builder inside = new SimpleRnn.Builder().nOut(4).activation(Activation.TANH);
        MultiLayerNetwork network = Networks.stack(Networks.start(new Adam(.01))
                .list()
                .layer(new Bidirectional(Bidirectional.Mode.ADD, inside.build()))
                .layer(new MaskZeroLayer.Builder()
                        .setUnderlying(inside.nIn(4).build())
                        .setMaskValue(-9)
                        .build())
                .layer(new LastTimeStep(inside.build()))
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.recurrent(4)));
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {8, 4, 6}, 3);
        network.fit(batch);
        List<String> names = List.of("layer0", "layer1", "layer2");
        GateRecurrence remedy = new GateRecurrence(names, 5);
        MultiLayerNetwork gated = (MultiLayerNetwork) treated(network, remedy);

        var confs = gated.getLayerWiseConfigurations();
        Bidirectional both = (Bidirectional) confs.getConf(0).getLayer();
        assertThat(both.getMode()).isEqualTo(Bidirectional.Mode.ADD);
        assertThat(both.getFwd()).isInstanceOf(LSTM.class);
        assertThat(both.getBwd()).isInstanceOf(LSTM.class);
        MaskZeroLayer masked = (MaskZeroLayer) confs.getConf(1).getLayer();
        assertThat(masked.getMaskingValue()).isEqualTo(-9);
        assertThat(masked.getUnderlying()).isInstanceOf(LSTM.class);
        assertThat(((LastTimeStep) confs.getConf(2).getLayer()).getUnderlying()).isInstanceOf(LSTM.class);
        for (String key : List.of("0_fRW", "0_bRW", "1_RW", "2_RW")) {
            INDArray candidate =
                    gated.getParam(key).castTo(DataType.DOUBLE).get(NDArrayIndex.all(), NDArrayIndex.interval(12, 16));
            assertThat(candidate
                            .transpose()
                            .mmul(candidate)
                            .distance2(Nd4j.eye(4).castTo(DataType.DOUBLE)))
                    .as(key)
                    .isLessThan(1e-5);
        }
        assertThat(gated.getParam("0_fRW")).isNotEqualTo(gated.getParam("0_bRW"));
        assertThat(State.parameters(treated(gated, remedy))).isEqualTo(State.parameters(gated));
        gated.fit(batch);
        assertThat(gated.score()).isFinite();
        // Trained on, it is left as it is.
        assertThat(State.parameters(treated(gated, remedy))).isEqualTo(State.parameters(gated));
    }

    @Test
    void sequencesWithTheirStepsInFrontStayThatWay() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Adam(.01))
                .list()
                .layer(new SimpleRnn.Builder().nOut(4).dataFormat(RNNFormat.NWC).build())
                .layer(new LastTimeStep(new SimpleRnn.Builder()
                        .nOut(4)
                        .dataFormat(RNNFormat.NWC)
                        .build()))
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.recurrent(3, RNNFormat.NWC)));
        MultiLayerNetwork gated =
                (MultiLayerNetwork) treated(network, new GateRecurrence(List.of("layer0", "layer1"), 5));
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {8, 6, 3}, 3);
        assertThat(gated.output(batch.getFeatures()).shape()).containsExactly(8, 3);
        gated.fit(batch);
        assertThat(gated.score()).isFinite();
    }

    @Test
    void layersOfAGraphKeepTheirWiring() {
        Networks.Case network = RecurrentNetworks.recurrentGraph();
        ComputationGraph gated =
                (ComputationGraph) treated(network.model(), new GateRecurrence(List.of("simple", "second"), 5));
        assertThat(Surgery.examine(gated).layers())
                .extracting(LayerDraft::toString)
                .containsExactlyInAnyOrder("simple (LSTM)", "gated (LSTM)", "second (LSTM)", "out (RnnOutputLayer)");
        for (String key : List.of("gated_W", "gated_RW", "gated_b", "out_W", "out_b")) {
            assertThat(gated.getParam(key)).isEqualTo(network.model().getParam(key));
        }
    }

    @Test
    void theDifferenceNamesTheKindOfLayer() {
        assertThat(new Recommendation(List.of(new GateRecurrence(List.of("layer0"), 5)), "test")
                        .configurationDifference(RecurrentNetworks.simple().model()))
                .contains("- layer: SimpleRnn", "+ layer: LSTM", "! parameters drawn anew from seed 5");
    }

    @Test
    void whatCannotGetGatesIsRefusedWithTheWayOut() {
        NetworkDraft masked = Surgery.examine(RecurrentNetworks.masked().model());
        refused(masked, "layer0", "has gates already", "draw its weights anew");
        refused(masked, "layer1", "is not recurrent", "name SimpleRnn");
        MultiLayerNetwork normalized = Networks.stack(Networks.start(new Adam(.01))
                .list()
                .layer(new SimpleRnn.Builder().nOut(4).hasLayerNorm(true).build())
                .layer(new FrozenLayer(new SimpleRnn.Builder().nIn(4).nOut(4).build()))
                .layer(output().nIn(4).build())
                .setInputType(InputType.recurrent(4)));
        refused(Surgery.examine(normalized), "layer0", "layer normalization", "hasLayerNorm(false)");
        refused(Surgery.examine(normalized), "1", "is frozen", "unfreeze");
        assertThatThrownBy(() -> new GateRecurrence(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer is named");
        assertThatThrownBy(() -> new GateRecurrence(List.of("a"), .5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> GateRecurrence.over(List.of("a"), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 steps or more");
    }

    private static void refused(NetworkDraft draft, String layer, String... words) {
        assertThat(new GateRecurrence(List.of(layer), 1).refusal(draft))
                .hasValueSatisfying(reason -> assertThat(reason).contains(words).contains(layer));
    }

    /** Decades of an error at the last of a hundred steps that do not arrive at the first, through the first layer. */
    private static double decadesLost(Model model, DataSet batch) {
        TimeProfile profile = BackwardProbe.of(model).read(batch, 0).time().get(0);
        assertThat(profile.steps()).isEqualTo(100);
        return -Math.log10(profile.signal().get(99));
    }

    @Test
    void theErrorComesBackThroughAHundredSteps() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .dataType(DataType.DOUBLE)
                .activation(Activation.TANH)
                .list()
                .layer(new SimpleRnn.Builder().nOut(16).build())
                .layer(output().build())
                .setInputType(InputType.recurrent(4)));
        DataSet batch = Networks.of(DataType.DOUBLE, new long[] {16, 4, 100}, 3);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 16, 3, 100);
        for (int i = 0; i < 16; i++) {
            for (int t = 0; t < 100; t++) {
                labels.putScalar(new int[] {i, (i + t) % 3, t}, 1);
            }
        }
        batch.setLabels(labels);
        double simple = decadesLost(network, batch);
        double gated = decadesLost(treated(network, new GateRecurrence(List.of("layer0"), 5)), batch);
        double open = decadesLost(treated(network, GateRecurrence.over(List.of("layer0"), 100, 5)), batch);
        assertThat(simple).isGreaterThan(10);
        assertThat(gated).isBetween(2.0, 6.0);
        assertThat(open).isBetween(-2.0, 1.0);
    }
}
