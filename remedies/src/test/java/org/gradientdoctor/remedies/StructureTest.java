package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.factory.Nd4j;

/** The four operations of surgery, and the stack that becomes a graph. */
class StructureTest {

    @TestFactory
    Stream<DynamicNode> aStackThatBecomesAGraphTrainsOnBitForBit() {
        return Networks.catalog().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Networks.Case network = entry.getValue().get();
                    Model graph = Surgery.operate(network.model(), true, draft -> {});
                    assertThat(graph).isInstanceOf(ComputationGraph.class);
                    assertThat(Networks.output(graph, network.batch()))
                            .isEqualTo(Networks.output(network.model(), network.batch()));

                    Nd4j.getRandom().setSeed(3);
                    network.fit(network.model(), 20);
                    Nd4j.getRandom().setSeed(3);
                    network.fit(graph, 20);

                    assertThat(State.parameters(graph).values())
                            .containsExactlyElementsOf(
                                    State.parameters(network.model()).values());
                    assertThat(State.updater(graph)).isEqualTo(State.updater(network.model()));
                }));
    }
}
