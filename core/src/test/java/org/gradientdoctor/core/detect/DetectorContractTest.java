package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.preflight.OutputFit;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.signal.ExampleSpread;
import org.gradientdoctor.core.signal.Fading;
import org.gradientdoctor.core.signal.Flatness;
import org.gradientdoctor.core.signal.InputScale;
import org.gradientdoctor.core.signal.WeightScale;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every detector the toolkit brings: nobody can add one without its page. */
class DetectorContractTest {
    private static final Path PAGES = Path.of("..", "docs", "rules");
    private static final List<String> SECTIONS = List.of(
            "## What it does",
            "## Why it is bad",
            "## Known problems",
            "## Example → use instead",
            "## Options",
            "## Remedies (fix safety)",
            "## References");

    static List<Detector> detectors() {
        return StandardDetectors.all();
    }

    @Test
    void codesAreUniqueAndAscending() {
        assertThat(detectors())
                .extracting(Detector::code)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aDetectorNamesItsSymptomsCodeAndWhatItNeeds(Detector detector) {
        assertThat(detector.code()).isEqualTo(detector.symptom().code());
        assertThat(detector.needs()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void withoutReadingsThereIsNoVerdictButAReason(Detector detector) {
        TraceFixture none = TraceFixture.relu(5);
        none.iterations = 0;

        Finding finding = detector.examine(none.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(finding.explanation()).isNotBlank();
        assertThat(finding.code()).isEqualTo(detector.code());
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void oneReadingMakesNoOneHealthy(Detector detector) {
        TraceFixture one = TraceFixture.sigmoid(5);
        one.iterations = 1;

        assertThat(detector.examine(one.snapshot()).outcome()).isNotEqualTo(Outcome.HEALTHY);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void noTraceMakesADetectorThrow(Detector detector) {
        for (TraceSnapshot trace : oddTraces()) {
            Finding finding = detector.examine(trace);
            assertThat(finding.explanation()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void theSameTraceGivesTheSameFinding(Detector detector) {
        TraceSnapshot trace = TraceFixture.sigmoid(6).snapshot();

        assertThat(detector.examine(trace)).hasToString(detector.examine(trace).toString());
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aDetectorHasAPageWithAllSections(Detector detector) throws IOException {
        String page = Files.readString(PAGES.resolve(pageOf(detector)));

        assertThat(page)
                .startsWith("# " + detector.code() + " " + detector.symptom().title() + "\n")
                .contains(SECTIONS);
        assertThat(page.lines().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(SECTIONS);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aPageQuotesTheThresholdsOfTheCode(Detector detector) throws IOException {
        assertQuotes(Files.readString(PAGES.resolve(pageOf(detector))), detector.getClass(), "");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                LossProgress.class,
                Horizon.class,
                TimeToMove.class,
                Persistence.class,
                Trend.class,
                Fading.class,
                DepthTrend.class,
                Flatness.class,
                ExampleSpread.class,
                WeightScale.class,
                InputScale.class,
                OutputFit.class,
                ForwardGrowth.class,
                GradientBurst.class
            })
    void theIndexQuotesTheThresholdsThatRulesShare(Class<?> shared) throws IOException {
        assertQuotes(Files.readString(PAGES.resolve("README.md")), shared, shared.getSimpleName() + ".");
    }

    /** Every threshold of the class stands in a row of a table, within a per cent, and no other does. */
    private static void assertQuotes(String page, Class<?> type, String prefix) {
        Map<String, Double> quoted = new TreeMap<>();
        Matcher row = Pattern.compile("\\| `" + Pattern.quote(prefix) + "(\\w+)` \\| (\\S+) \\|")
                .matcher(page);
        while (row.find()) {
            quoted.put(row.group(1), Double.valueOf(row.group(2)));
        }
        Map<String, Double> inCode = new TreeMap<>();
        for (Field field : type.getDeclaredFields()) {
            boolean threshold = Modifier.isStatic(field.getModifiers())
                    && isSeenFrom(DetectorContractTest.class, field)
                    && field.getType().isPrimitive();
            if (threshold && !field.isSynthetic()) {
                inCode.put(field.getName(), valueOf(field));
            }
        }
        assertThat(quoted.keySet()).isEqualTo(inCode.keySet());
        quoted.forEach((name, value) -> assertThat(value).as(name).isCloseTo(inCode.get(name), withinPercentage(1)));
    }

    private static boolean isSeenFrom(Class<?> here, Field field) {
        boolean samePackage = field.getDeclaringClass().getPackage().equals(here.getPackage());
        return Modifier.isPublic(field.getModifiers()) || (samePackage && !Modifier.isPrivate(field.getModifiers()));
    }

    private static double valueOf(Field field) {
        try {
            return ((Number) field.get(null)).doubleValue();
        } catch (IllegalAccessException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void thereIsNoPageWithoutADetector() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> name.startsWith("GH")))
                    .containsExactlyInAnyOrderElementsOf(detectors().stream()
                            .map(DetectorContractTest::pageOf)
                            .toList());
        }
    }

    private static String pageOf(Detector detector) {
        return detector.code() + "-" + detector.symptom().title() + ".md";
    }

    /** Traces that no training should give, and that one will. */
    private static List<TraceSnapshot> oddTraces() {
        TraceFixture nan = TraceFixture.sigmoid(4);
        nan.loss = i -> Double.NaN;
        nan.delta = (layer, i) -> Double.NaN;
        nan.ratio = (layer, i) -> Double.NaN;
        nan.weights = (layer, i) -> Double.NaN;
        nan.slope = (layer, i) -> Double.NaN;
        nan.spread = (layer, i) -> Double.NaN;
        nan.norm = (layer, i) -> Double.NaN;
        nan.predictions = i -> Double.NaN;
        nan.labels = i -> Double.NaN;
        nan.input = i -> Double.NaN;
        TraceFixture infinite = TraceFixture.relu(4);
        infinite.loss = i -> Double.POSITIVE_INFINITY;
        infinite.delta = (layer, i) -> Double.POSITIVE_INFINITY;
        infinite.norm = (layer, i) -> Double.NEGATIVE_INFINITY;
        TraceFixture zero = TraceFixture.relu(4);
        zero.loss = i -> 0;
        zero.delta = (layer, i) -> 0;
        zero.ratio = (layer, i) -> 0;
        zero.weights = (layer, i) -> 0;
        zero.spread = (layer, i) -> 0;
        zero.norm = (layer, i) -> 0;
        zero.constant = new ConstantAnswer(0, 100);
        TraceFixture negative = TraceFixture.sigmoid(4);
        negative.loss = i -> -1 - i;
        negative.family = LossFamily.OTHER;
        negative.constant = ConstantAnswer.unknown();
        TraceFixture one = TraceFixture.relu(1);
        one.batch = 1;
        TraceFixture recurrent = TraceFixture.sigmoid(3);
        recurrent.role = LayerRole.RECURRENT;
        TraceFixture allFrozen = TraceFixture.relu(2);
        allFrozen.frozen = Set.of(0, 1);
        TraceFixture late = TraceFixture.sigmoid(3);
        late.iterations = 3000;
        late.full = i -> false;
        NetworkProfile empty =
                new NetworkProfile("ComputationGraph", "DOUBLE", LossFamily.OTHER, "identity", List.of());
        return List.of(
                nan.snapshot(),
                infinite.snapshot(),
                zero.snapshot(),
                negative.snapshot(),
                one.snapshot(),
                recurrent.snapshot(),
                allFrozen.snapshot(),
                late.snapshot(),
                new TrainingTrace(empty, Map.of(), 100).snapshot());
    }
}
