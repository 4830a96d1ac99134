package org.gradientdoctor.samples.faults.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family under every alteration can be built and trained. */
class CaseSmokeTest {
    /** A plan of the report part, in which everything stands. */
    private static final int SIZE = 1;

    static Stream<BenchCase> everyFamilyAndAlteration() {
        return families().flatMap(family -> {
            BenchCase sound = new BenchCase(family, SIZE, List.of());
            return Stream.concat(
                    Stream.of(sound),
                    EveryAlteration.all().stream()
                            .filter(alteration -> alteration.appliesTo(sound.plan()))
                            .map(alteration -> new BenchCase(family, SIZE, List.of(alteration))));
        });
    }

    private static Stream<Family> families() {
        return ServiceLoader.load(Family.class).stream().map(Provider::get);
    }

    @ParameterizedTest
    @MethodSource("everyFamilyAndAlteration")
    void trains(BenchCase built) {
        built.plan().iterations = 2;
        built.plan().trainedBefore = Math.min(1, built.plan().trainedBefore);

        Score score = new Trial(built, 0).run();

        assertThat(score.constant()).isFinite();
        assertThat(score.value()).isLessThanOrEqualTo(1);
    }

    @Test
    void aResidualGraphWithoutItsSkipsHasNoSums() {
        Family family = families()
                .filter(each -> each.name().equals("residual graph"))
                .findFirst()
                .orElseThrow();
        BenchCase whole = new BenchCase(family, SIZE, List.of());
        BenchCase without = new BenchCase(family, SIZE, List.of(new TooDeep()));
        Split data = whole.data(0);

        assertThat(configuration(whole.network(data, 0))).contains("ElementWiseVertex");
        assertThat(configuration(without.network(data, 0))).doesNotContain("ElementWiseVertex");
    }

    private static String configuration(Model network) {
        return ((org.deeplearning4j.nn.graph.ComputationGraph) network)
                .getConfiguration()
                .toJson();
    }
}
