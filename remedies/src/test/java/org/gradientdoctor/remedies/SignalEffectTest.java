package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.listeners.probe.BackwardProbe;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.AddSkipConnections.Form;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.Removal;
import org.gradientdoctor.remedies.remedy.SkipBlock;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** What structural remedies do to the signal that they are prescribed for, measured by the probe. */
class SignalEffectTest {
    private final DataSet batch = Networks.of(DataType.DOUBLE, new long[] {32, 4}, 3);

    private static MultiLayerNetwork sigmoid(int layers) {
        return Networks.untrainedDense(new Sgd(.1), DataType.DOUBLE, layers, 16);
    }

    /** log10 of the error that the output layer hands back over the error signal at the first layer. */
    private double decadesLost(Model model) {
        Map<String, LayerReading> layers = BackwardProbe.of(model).read(batch, 0).reading().layers().stream()
                .collect(Collectors.toMap(LayerReading::layer, layer -> layer));
        String out = Surgery.examine(model).layers().stream()
                .filter(layer -> layer.type().equals("OutputLayer"))
                .map(LayerDraft::name)
                .findFirst()
                .orElseThrow();
        double last = Objects.requireNonNull(
                        Objects.requireNonNull(layers.get(out)).inputError())
                .rms();
        double first = Objects.requireNonNull(
                        Objects.requireNonNull(layers.get("layer0")).signal())
                .delta()
                .rms();
        return Math.log10(last / first);
    }

    private static Model treated(Model model, Remedy remedy) {
        return new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    private static List<String> hidden(MultiLayerNetwork network) {
        List<String> names = Networks.names(network);
        return names.subList(0, names.size() - 1);
    }

    @Test
    void skipConnectionsBringTheSignalThroughFiftyLayers() {
        MultiLayerNetwork network = sigmoid(50);
        assertThat(decadesLost(network)).isGreaterThan(5);
        List<SkipBlock> blocks = AddSkipConnections.blocks(Surgery.examine(network), 2);
        assertThat(blocks).hasSize(25);
        for (Form form : List.of(Form.PLAIN, Form.SCALED, Form.GATED_BRANCH)) {
            // What is left is the slope of the first layer's own sigmoid, a quarter or .6 decades.
            assertThat(decadesLost(treated(network, new AddSkipConnections(blocks, form, 3))))
                    .as(form.toString())
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void gatesOnSkipsLeaveTheNetworkAsItIsUntilTheyOpen() {
        MultiLayerNetwork network = sigmoid(50);
        List<SkipBlock> blocks = AddSkipConnections.blocks(Surgery.examine(network), 2);
        Model gated = treated(network, new AddSkipConnections(blocks, Form.GATED_SKIP, 3));
        assertThat(decadesLost(gated)).isCloseTo(decadesLost(network), within(1e-9));
        ((ComputationGraph) gated).paramTable().forEach((key, gate) -> {
            if (key.endsWith("-sum-skip_W")) {
                gate.assign(1);
            }
        });
        assertThat(decadesLost(gated)).isBetween(0.0, 1.0);
    }

    @Test
    void batchNormalizationBringsTheSignalThroughTenSigmoidLayers() {
        MultiLayerNetwork network = sigmoid(10);
        double lost = decadesLost(network);
        assertThat(lost).isGreaterThan(5);
        for (Position position : Position.values()) {
            Model treated = treated(network, new InsertBatchNormalization(hidden(network), position, Start.STANDARD));
            assertThat(decadesLost(treated)).as(position.toString()).isLessThan(1);
        }
    }

    @Test
    void layerNormalizationLosesLessOfIt() {
        MultiLayerNetwork network = sigmoid(10);
        Model treated = treated(network, new LayerNormalization(hidden(network)));
        assertThat(decadesLost(treated)).isLessThan(decadesLost(network) - 1.5);
    }

    @Test
    void rectifiersThatLearnTheirSlopeBringItThroughTenLayers() {
        MultiLayerNetwork network = sigmoid(10);
        assertThat(decadesLost(network)).isGreaterThan(5);
        Model treated = treated(network, ParametricRectifier.drawn(Surgery.examine(network), hidden(network), 6));
        assertThat(decadesLost(treated)).isBetween(-1.0, 1.0);
    }

    @Test
    void halfOfTheLayersLoseHalfOfIt() {
        MultiLayerNetwork network = sigmoid(20);
        Map<String, Double> transmitted =
                hidden(network).stream().skip(1).collect(Collectors.toMap(name -> name, name -> .2));
        List<Removal> removals = ReduceDepth.leastTransmitting(Surgery.examine(network), transmitted, 10);
        assertThat(removals).hasSize(10);
        Model shallow = treated(network, new ReduceDepth(removals, 4));
        // All widths are equal, so that nothing is drawn anew.
        State.named(shallow)
                .forEach((key, values) ->
                        assertThat(values).isEqualTo(State.named(network).get(key)));
        assertThat(decadesLost(shallow)).isCloseTo(decadesLost(network) / 2, within(.15 * decadesLost(network)));
    }
}
