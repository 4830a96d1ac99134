package org.gradientdoctor.samples.faults.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.samples.data.Split;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** What the bench consists of. Making the cases trains nothing. */
class CasesTest {
    private static final Set<String> REPORT_ONLY_FAMILIES = Set.of("branching graph", "bidirectional lstm");
    private static final Set<String> REPORT_ONLY_FAULTS =
            Set.of("one bad column", "extreme clipping", "extreme dropout");

    private final List<BenchCase> tuning = new Cases().of(Part.TUNING);
    private final List<BenchCase> report = new Cases().of(Part.REPORT);
    private final List<BenchCase> further = new Cases().of(Part.FURTHER);
    private final List<BenchCase> later = new Cases().of(Part.LATER);
    private final List<BenchCase> all =
            Stream.concat(tuning.stream(), report.stream()).toList();

    @Test
    void atLeastFourHundredCasesOfWhichAThirdIsToTuneOn() {
        assertThat(all).hasSizeGreaterThanOrEqualTo(400);
        assertThat((double) tuning.size() / all.size()).isBetween(.28, .36);
    }

    /** Whatever stands in the report part only might as well not exist where rules are chosen. */
    @Test
    void theTuningPartIsTheSameWithoutWhatIsForTheReport() {
        List<Family> families = Cases.every(Family.class).stream()
                .filter(family -> !family.reportOnly())
                .toList();
        List<Alteration> alterations = Cases.every(Alteration.class).stream()
                .filter(alteration -> !alteration.reportOnly())
                .toList();

        assertThat(families).hasSize(new Cases().families().size() - REPORT_ONLY_FAMILIES.size());
        assertThat(new Cases(families, alterations).of(Part.TUNING))
                .extracting(BenchCase::identity)
                .containsExactlyElementsOf(
                        tuning.stream().map(BenchCase::identity).toList());
    }

    @Test
    void aFaultInASingleLayerIsKnownToSitThere() {
        List<BenchCase> local = tuning.stream()
                .filter(each -> each.alterations().toString().contains("one "))
                .filter(each -> !each.alterations().toString().contains("column"))
                .toList();

        assertThat(local)
                .hasSizeGreaterThan(5)
                .allSatisfy(each ->
                        assertThat(each.layersAtFault(0)).hasSize(1).isSubsetOf(names(each.network(each.data(0), 0))));
        assertThat(tuning.get(0).layersAtFault(0)).isEmpty();
    }

    /** As findings name layers. */
    private static List<String> names(Model network) {
        return Surgery.examine(network).layers().stream().map(LayerDraft::name).toList();
    }

    @Test
    void aSampleHasTheFirstCaseAndEveryKthAfterIt() {
        assertThat(new Cases().of(Part.TUNING, 100))
                .extracting(BenchCase::identity)
                .containsExactly(
                        tuning.get(0).identity(),
                        tuning.get(100).identity(),
                        tuning.get(200).identity());
        assertThat(new Cases().of(Part.TUNING, 1)).hasSameSizeAs(tuning);
        assertThatThrownBy(() -> new Cases().of(Part.TUNING, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void samplesThatBeginElsewhereAreThePartTogether() {
        assertThat(new Cases().of(Part.TUNING, 100, 2))
                .extracting(BenchCase::identity)
                .startsWith(tuning.get(1).identity(), tuning.get(101).identity());
        assertThat(Stream.of(1, 2, 3).flatMap(first -> new Cases().of(Part.TUNING, 3, first).stream()))
                .extracting(BenchCase::identity)
                .containsExactlyInAnyOrderElementsOf(
                        tuning.stream().map(BenchCase::identity).toList());
        assertThatThrownBy(() -> new Cases().of(Part.TUNING, 2, 0)).hasMessageContaining("give 1 to 2");
        assertThatThrownBy(() -> new Cases().of(Part.TUNING, 2, 3)).hasMessageContaining("give 1 to 2");
    }

    @Test
    void noTwoPartsShareAPlan() {
        assertThat(twins(tuning)).doesNotContainAnyElementsOf(twins(report));
        assertThat(twins(further)).doesNotContainAnyElementsOf(twins(all));
        assertThat(twins(later)).doesNotContainAnyElementsOf(twins(all)).doesNotContainAnyElementsOf(twins(further));
    }

    @Test
    void pagesOfAllPartsButTheReportPartHaveItsName() {
        assertThat(Part.values()).extracting(Part::suffix).containsExactly("-tuning", "", "-further", "-later");
    }

    /** Repairs are measured by it as by the report part, with nothing left out that is harder. */
    @Test
    void theFurtherAndLaterPartsHaveTheFamiliesAndAlterationsOfTheReportPart() {
        for (List<BenchCase> part : List.of(further, later)) {
            assertThat(families(part)).isEqualTo(families(report));
            assertThat(counts(part).keySet()).isEqualTo(counts(report).keySet());
        }
    }

    /** Names of sound cases carry family and size. */
    private static Set<String> twins(List<BenchCase> cases) {
        return cases.stream().map(each -> each.twin().name()).collect(Collectors.toSet());
    }

    @Test
    void everyFamilyStandsInBothPartsButThoseOfTheReport() {
        Set<String> tuned = new HashSet<>(families(report));
        tuned.removeAll(REPORT_ONLY_FAMILIES);

        assertThat(families(report)).containsExactlyInAnyOrderElementsOf(new Cases().families());
        assertThat(families(tuning)).isEqualTo(tuned);
    }

    private static Set<String> families(List<BenchCase> cases) {
        return cases.stream().map(BenchCase::family).collect(Collectors.toSet());
    }

    @Test
    void everyAlterationStandsInBothPartsButThoseOfTheReport() {
        Set<String> tuned = new HashSet<>(counts(report).keySet());
        tuned.removeAll(REPORT_ONLY_FAULTS);

        assertThat(counts(report)).containsKeys(REPORT_ONLY_FAULTS.toArray(String[]::new));
        assertThat(counts(tuning).keySet()).isEqualTo(tuned);
    }

    @Test
    void everyAlterationComesUpAtLeastEightTimesOnItsOwn() {
        assertThat(counts(all).keySet()).containsExactlyInAnyOrderElementsOf(alterations());
        assertThat(counts(all))
                .allSatisfy((name, count) -> assertThat(count).as(name).isGreaterThanOrEqualTo(8));
    }

    private static Map<String, Integer> counts(List<BenchCase> cases) {
        Map<String, Integer> counts = new TreeMap<>();
        cases.stream()
                .filter(each -> each.alterations().size() == 1)
                .forEach(each -> counts.merge(each.alterations().get(0), 1, Integer::sum));
        return counts;
    }

    private static List<String> alterations() {
        return EveryAlteration.all().stream().map(Alteration::name).toList();
    }

    @Test
    void asManyAreMeantToBeHealthyAsSick() {
        Set<String> harmless = EveryAlteration.all().stream()
                .filter(Alteration::harmless)
                .map(Alteration::name)
                .collect(Collectors.toSet());

        long healthy = all.stream()
                .filter(each -> harmless.containsAll(each.alterations()))
                .count();

        assertThat((double) healthy / all.size()).isBetween(.45, .6);
    }

    @Test
    void noTwoCasesAreTheSame() {
        assertThat(all).extracting(BenchCase::identity).doesNotHaveDuplicates();
        assertThat(all).extracting(BenchCase::name).doesNotHaveDuplicates();
    }

    @Test
    void eachNamesTheCausesAndSymptomsThatWouldBeRightButNotAllThereAre() {
        assertThat(all).filteredOn(each -> !each.isSound()).allSatisfy(each -> {
            // Two faults at once may show by the signs of either.
            assertThat(each.causes())
                    .hasSizeBetween(1, 1 + 2 * each.alterations().size());
            assertThat(each.symptoms())
                    .hasSizeBetween(1, 7 + 3 * each.alterations().size());
        });
    }

    @Test
    void theSameCaseHasTheSameDataAndWeightsToTheBit() {
        List<BenchCase> again = new ArrayList<>(new Cases().of(Part.TUNING));
        for (int i = 0; i < tuning.size(); i += 7) {
            BenchCase one = tuning.get(i);
            // What the thread drew before must not matter.
            Nd4j.getRandom().setSeed(i);
            Split data = one.data(3);
            Model network = one.network(data, 3);
            Nd4j.getRandom().setSeed(-i);
            Split same = again.get(i).data(3);

            assertThat(again.get(i).identity()).isEqualTo(one.identity());
            assertThat(bits(same).equals(bits(data))).as(one.name()).isTrue();
            assertThat(bits(again.get(i).network(same, 3))).as(one.name()).isEqualTo(bits(network));
        }
    }

    private static List<FloatBuffer> bits(Split data) {
        return Stream.of(data.training(), data.validation())
                .flatMap(part -> Stream.of(part.getFeatures(), part.getLabels()))
                .map(array -> FloatBuffer.wrap(array.dup('c').data().asFloat()))
                .toList();
    }

    private static float[] bits(Model network) {
        return network.params().dup().data().asFloat();
    }
}
