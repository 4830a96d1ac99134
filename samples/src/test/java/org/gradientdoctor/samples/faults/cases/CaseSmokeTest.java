package org.gradientdoctor.samples.faults.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family, every alteration, and a third of their pairs can be built and trained; the bench runs them all. */
class CaseSmokeTest {
    private static final int EVERY = 3;

    /** A plan of the report part, in which everything stands. */
    private static final int SIZE = 1;

    /** Of the families that an alteration applies to every third, beginning now with the first and now with another. */
    static Stream<BenchCase> familiesAndAlterations() {
        List<Alteration> alterations = EveryAlteration.all();
        return Stream.concat(
                families().map(family -> new BenchCase(family, SIZE, List.of())),
                IntStream.range(0, alterations.size()).boxed().flatMap(i -> altered(alterations.get(i), i)));
    }

    private static Stream<BenchCase> altered(Alteration alteration, int turn) {
        List<BenchCase> cases = families()
                .filter(family -> alteration.appliesTo(new BenchCase(family, SIZE, List.of()).plan()))
                .map(family -> new BenchCase(family, SIZE, List.of(alteration)))
                .toList();
        return IntStream.range(0, cases.size())
                .filter(i -> i % EVERY == turn % Math.min(EVERY, cases.size()))
                .mapToObj(cases::get);
    }

    private static Stream<Family> families() {
        return ServiceLoader.load(Family.class).stream().map(Provider::get);
    }

    @ParameterizedTest
    @MethodSource("familiesAndAlterations")
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
