package org.gradientdoctor.samples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class EveryGeneratorTest {

    static Stream<Arguments> generators() {
        Map<String, LongFunction<DataSet>> all = Map.of(
                "circles", seed -> Circles.draw(30, .5, .1, seed),
                "moons", seed -> Moons.draw(30, .1, seed),
                "blobs", seed -> Blobs.draw(30, 3, 1, seed),
                "spirals", seed -> Spirals.draw(10, 3, .2, seed),
                "Friedman #1", seed -> FriedmanOne.draw(30, 1, seed),
                "sine waves", seed -> SineWaves.draw(30, 12, .1, seed),
                "adding problem", seed -> AddingProblem.draw(30, 9, seed),
                "copy memory", seed -> CopyMemory.draw(30, 4, 3, 5, seed),
                "half spaces", seed -> HalfSpaces.draw(30, 6, 4, .1, seed),
                "cylinder, bell, funnel", seed -> CylinderBellFunnel.draw(30, 1, seed));
        return all.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("generators")
    void theSameSeedDrawsTheSameAndAnotherSeedDrawsOtherwise(String name, LongFunction<DataSet> generator) {
        assertThat(generator.apply(7)).isEqualTo(generator.apply(7));
        assertThat(generator.apply(7).getFeatures())
                .isNotEqualTo(generator.apply(8).getFeatures());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("generators")
    void theThreadsRandomStateStaysAsItWas(String name, LongFunction<DataSet> generator) {
        Nd4j.getRandom().setSeed(99);
        long root = Nd4j.getRandom().rootState();
        long node = Nd4j.getRandom().nodeState();

        Split.of(generator.apply(7), .3, 5).standardized().withStandardizedLabels();

        assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
        assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("generators")
    void featuresAndLabelsAreInSinglePrecisionAndOfThirtyExamples(String name, LongFunction<DataSet> generator) {
        DataSet drawn = generator.apply(7);

        assertThat(drawn.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(drawn.getLabels().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(drawn.getFeatures().size(0)).isEqualTo(30);
        assertThat(drawn.getLabels().size(0)).isEqualTo(30);
    }

    @Test
    void fewerExamplesThanClassesAreRefused() {
        assertThatThrownBy(() -> Blobs.draw(2, 3, 1, 0)).hasMessageContaining("at least 3");
    }
}
