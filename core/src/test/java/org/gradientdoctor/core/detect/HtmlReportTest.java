package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.core.html.ReportPart;
import org.gradientdoctor.core.html.page.Event;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.reading.ActivationCurve;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.Intervention.Kind;
import org.gradientdoctor.core.trace.Intervention.Reason;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser would read it; where it stands after a test, in {@code target/reports}, it can be looked at. */
class HtmlReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Document page(String name, TraceSnapshot trace) throws IOException {
        return page(name, HtmlReport.of(Examination.standard().examine(trace)));
    }

    private static Document page(String name, HtmlReport report) throws IOException {
        Path file = Files.createDirectories(Path.of("target/reports")).resolve(name + ".html");
        report.write(file);
        return Jsoup.parse(Files.readString(file));
    }

    private static Element part(Document page, String title) {
        return page.select("section").stream()
                .filter(section -> section.expectFirst("h2").text().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode chart(Element part, int index) throws IOException {
        return JSON.readTree(part.select("script[data-chart]").get(index).data());
    }

    private static TraceSnapshot vanishing() {
        TinyNetwork.Activation sigmoid = TinyNetwork.SIGMOID;
        double[] grid =
                IntStream.rangeClosed(-200, 200).mapToDouble(i -> i / 10.0).toArray();
        ActivationCurve curve = new ActivationCurve(
                grid[0],
                .1,
                Arrays.stream(grid).map(sigmoid.value()).toArray(),
                Arrays.stream(grid).map(sigmoid.slope()).toArray());
        ActivationProfile sampled = new ActivationProfile(
                "sigmoid", ActivationShape.SATURATING, .25, sigmoid.profile().range(), curve);
        TinyNetwork net =
                new TinyNetwork(10, 8, new TinyNetwork.Activation(sampled, sigmoid.value(), sigmoid.slope()), 1, 1);
        net.iterations = 400;
        return net.train();
    }

    private static TraceSnapshot healthy() {
        TinyNetwork net = new TinyNetwork(4, 8, TinyNetwork.RELU, Math.sqrt(2), 1);
        net.rate = .05;
        net.iterations = 1500;
        return net.train();
    }

    private static TraceFixture brokenDown() {
        TraceFixture fixture = TraceFixture.relu(12);
        fixture.iterations = 60;
        fixture.loss = i -> i < 50 ? Math.exp(i / 10.0) : Double.NaN;
        fixture.norm = (layer, i) -> i < 50 ? Math.pow(10, (12 - layer) * i / 60.0 - 1) : Double.NaN;
        fixture.delta = (layer, i) -> i < 50 ? Math.pow(10, (11 - layer) * i / 60.0 - 1) : Double.NaN;
        fixture.ratio = (layer, i) -> i < 50 ? Math.pow(10, i / 20.0 - 3) : Double.NaN;
        fixture.quiet = (layer, i) -> i < 50 ? .5 : Double.NaN;
        fixture.full = i -> i % 5 == 0 || i > 47;
        fixture.clipping = "ClipL2PerLayer(1.0)";
        fixture.clipped = new ClippingEffect(.5, .1, .9);
        fixture.origin = new NonFiniteOrigin(50, Stage.GRADIENT, "3", "W", 7, NonFiniteOrigin.NO_EXAMPLE);
        return fixture;
    }

    private static TraceFixture recurrent() {
        TraceFixture fixture = TraceFixture.sigmoid(3);
        fixture.role = LayerRole.RECURRENT;
        fixture.probed = List.of(
                new TimeProfile(
                        "0",
                        false,
                        "SimpleRnn",
                        IntStream.range(0, 40)
                                .mapToObj(k -> k < 36 ? Math.pow(.6, k) : 0)
                                .toList(),
                        .8,
                        .7,
                        Double.NaN,
                        true),
                new TimeProfile("1", true, "LSTM", List.of(1., .9, .8, .75, .7, .66), .9, Double.NaN, .73, false));
        return fixture;
    }

    @Test
    void aReportOfSomePartsHasTheseInTheirOrderBelowTheVerdict() throws IOException {
        Diagnosis diagnosis = Examination.standard().examine(vanishing());

        Document one = page("depth-only", HtmlReport.of(diagnosis).only(ReportPart.DEPTH));
        Document two = page("two-parts", HtmlReport.of(diagnosis).only(ReportPart.LOSS, ReportPart.CAUSES));

        assertThat(one.select("h2").eachText()).containsExactly("Error signal and spread by depth");
        assertThat(one.expectFirst(".verdict").text()).contains("FAILING");
        assertThat(one.select("nav")).as("one part needs no list of parts").isEmpty();
        assertThat(two.select("h2").eachText()).containsExactly("Loss", "Causes");
        assertThat(two.select("nav a")).hasSize(2);
        assertThatThrownBy(() -> HtmlReport.of(diagnosis).only())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LOSS");
    }

    @Test
    void aVanishingSignalIsToldAndDrawn() throws IOException {
        Document page = page("vanishing", vanishing());
        assertThat(page.expectFirst(".verdict").text()).contains("FAILING", "vanishing-gradient");
        assertThat(part(page, "Findings").text()).contains("GH001 vanishing-gradient", "threshold");
        assertThat(part(page, "Findings").expectFirst("tr.bad th").text()).startsWith("✖");
        JsonNode signal = chart(part(page, "Error signal and spread by depth"), 0);
        assertThat(names(signal))
                .anyMatch(name -> name.startsWith("measured at iteration 0"))
                .anyMatch(name -> name.startsWith("fitted slope"))
                .contains("predicted by theory");
        JsonNode measured = signal.get("lines").get(0).get("y");
        assertThat(measured.get(0).asDouble()).isLessThan(measured.get(9).asDouble() - 4);
        JsonNode predicted =
                signal.get("lines").get(signal.get("lines").size() - 1).get("y");
        assertThat(predicted.get(9).asDouble()).isEqualTo(measured.get(9).asDouble());
        assertThat(predicted.get(0).asDouble())
                .isBetween(measured.get(0).asDouble() - 2, measured.get(0).asDouble() + 2);
        assertThat(part(page, "Error signal and spread by depth").select("svg rect[class^=stack]"))
                .isNotEmpty();
    }

    private static List<String> names(JsonNode chart) {
        return StreamSupport.stream(chart.get("lines").spliterator(), false)
                .map(line -> line.get("name").asText())
                .toList();
    }

    @Test
    void partsStandInTheirOrderAndEachIsLinked() throws IOException {
        Document page = page("healthy", healthy());
        assertThat(page.select("section h2").eachText())
                .containsExactly(
                        "Findings",
                        "Causes",
                        "Loss",
                        "Gradients, layer by layer",
                        "Error signal and spread by depth",
                        "Update to parameter ratio",
                        "Gradient norm and clipping",
                        "Saturated and inactive units",
                        "Error signal over time steps",
                        "Layers",
                        "Before the first non-finite value",
                        "Not evaluated",
                        "Sampling and overhead",
                        "Provenance");
        page.select("nav a")
                .forEach(link -> assertThat(page.select(link.attr("href"))).hasSize(1));
        assertThat(page.expectFirst(".verdict").text()).contains("HEALTHY");
        assertThat(part(page, "Error signal over time steps").text()).contains("has no recurrent layer");
        assertThat(part(page, "Before the first non-finite value").text()).contains("is finite");
    }

    @Test
    void everyChartAndPictureSaysHowToReadItAndHasItsNumbersInATable() throws IOException {
        for (Document page : List.of(
                page("healthy", healthy()), page("exploding", brokenDown().snapshot()))) {
            assertThat(page.select("figure")).hasSizeGreaterThan(5).allSatisfy(figure -> {
                assertThat(figure.expectFirst("figcaption").text()).contains("How to read this: ");
                assertThat(figure.select("details table tbody tr")).isNotEmpty();
            });
            assertThat(page.select("[data-chart]"))
                    .allSatisfy(source -> assertThat(page.expectFirst("#" + source.attr("data-chart"))
                                    .attr("tabindex"))
                            .isEqualTo("0"));
            assertThat(page.select("img, svg[role=img]"))
                    .allSatisfy(image -> assertThat(image.attr("alt") + image.attr("aria-label"))
                            .isNotBlank());
        }
    }

    @Test
    void whatIsNotFiniteIsDrawnAndWritten() throws IOException {
        Document page = page("exploding", brokenDown().snapshot());
        JsonNode loss = chart(part(page, "Loss"), 0);
        assertThat(loss.get("lines").get(0).get("broken")).hasSize(10);
        assertThat(loss.get("lines").get(0).get("y").get(55).isNull()).isTrue();
        assertThat(loss.get("events").get(0).get("kind").asText()).isEqualTo("first non-finite value");
        assertThat(loss.get("events").get(0).get("x").asInt()).isEqualTo(50);
        assertThat(part(page, "Loss").text()).contains("NaN", "iteration 50: first non-finite value");
        Element gradients = part(page, "Gradients, layer by layer");
        assertThat(gradients.select(".legend").text()).contains("not finite");
        assertThat(gradients.text()).contains("10 of 60 columns");
        assertThat(colors(gradients.expectFirst("img"))).contains(0xffd00060, 0xffffffff);
        assertThat(part(page, "Layers").select("tr.bad")).hasSize(12);
        Element flight = part(page, "Before the first non-finite value");
        assertThat(flight.text()).contains("gradient W of layer 3", "not finite");
        assertThat(flight.expectFirst("table").select("tbody tr")).hasSize(20);
    }

    private static Set<Integer> colors(Element image) throws IOException {
        byte[] png = Base64.getDecoder().decode(image.attr("src").split(",", 2)[1]);
        var picture = ImageIO.read(new ByteArrayInputStream(png));
        Set<Integer> colors = new HashSet<>();
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                colors.add(picture.getRGB(x, y));
            }
        }
        return colors;
    }

    private static TraceSnapshot guarded(List<Intervention> interventions) {
        TraceSnapshot healthy = healthy();
        return new TraceSnapshot(
                healthy.profile(),
                healthy.environment(),
                healthy.iterations(),
                healthy.older(),
                healthy.recent(),
                healthy.full(),
                healthy.probes(),
                healthy.inputs(),
                healthy.outputs(),
                healthy.activity(),
                healthy.constantAnswer(),
                healthy.flight(),
                healthy.plannedIterations(),
                healthy.cost(),
                healthy.unread(),
                interventions);
    }

    private static Intervention intervention(long iteration, Kind kind) {
        return new Intervention(iteration, kind, Reason.LOSS_JUMP, 90, 400, 3, Intervention.NOWHERE, 1);
    }

    @Test
    void whatAGuardDidIsAnEventOfTheLoss() throws IOException {
        Element loss = part(page("guarded", guarded(List.of(intervention(1200, Kind.SKIPPED_STEP)))), "Loss");
        assertThat(loss.text()).contains("iteration 1200: guard", "skipped step because of loss jump");
        assertThat(loss.text()).doesNotContain("Not marked");
    }

    @Test
    void whatChangesTheCourseIsAlwaysMarkedAndWhatIsNotMarkedIsCounted() throws IOException {
        List<Intervention> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(intervention(1000 + i, Kind.SKIPPED_STEP));
        }
        many.add(intervention(1100, Kind.ROLLED_BACK));
        many.add(intervention(1101, Kind.LOWERED_RATE));
        many.add(intervention(1102, Kind.STOPPED));
        Element loss = part(page("much-guarded", guarded(many)), "Loss");
        assertThat(loss.text())
                .contains("iteration 1100: guard", "iteration 1101: guard", "iteration 1102: guard, stopped")
                .contains("Not marked in the chart: 55 later interventions of the guard (skipped step 55 ×).");
        assertThat(loss.select(".events li")).hasSize(8);
    }

    @Test
    void aRunWhoseCountWasSetBackIsDrawnInTheOrderOfItsIterationsAndSaysSo() throws IOException {
        TraceFixture fixture = TraceFixture.relu(3);
        fixture.iterations = 300;
        List<IterationReading> full = fixture.snapshot().full();
        List<VitalSigns> recent = fixture.snapshot().recent();
        TrainingTrace trace = new TrainingTrace(fixture.profile(), Map.of(), 0);
        for (int run = 0; run < 3; run++) {
            recent.forEach(vitals -> trace.record(full.stream()
                    .filter(reading -> reading.iteration() == vitals.iteration())
                    .findFirst()
                    .orElse(IterationReading.of(vitals))));
        }
        Document page = page("set-back", trace.snapshot());
        JsonNode loss = chart(part(page, "Loss"), 0);
        assertThat(loss.get("x").get(loss.get("x").size() - 1).asInt()).isEqualTo(899);
        assertThat(page.text())
                .contains("count was set back after iteration 299", "count was set back after iteration 599");
    }

    @Test
    void aZeroOnALogarithmicAxisIsMarkedAtItsRim() throws IOException {
        TraceFixture fixture = TraceFixture.relu(5);
        fixture.delta = (layer, i) -> layer == 2 ? 0 : .1;
        Document page = page("zero", fixture.snapshot());
        JsonNode measured = chart(part(page, "Error signal and spread by depth"), 0)
                .get("lines")
                .get(0);
        assertThat(measured.get("below"))
                .singleElement()
                .extracting(JsonNode::asInt)
                .isEqualTo(2);
        assertThat(measured.get("broken")).isEmpty();
    }

    @Test
    void recurrentLayersShowHowFarTheyReachBack() throws IOException {
        Document page = page("recurrent", recurrent().snapshot());
        Element time = part(page, "Error signal over time steps");
        assertThat(names(chart(time, 0))).containsExactly("1 (backwards)");
        assertThat(time.select("table").text()).contains("1 (backwards)", "LSTM", "5 of 5", "0.73");
    }

    @Test
    void withoutReadingsThereAreSentencesAndNoEmptyCharts() throws IOException {
        TraceFixture fixture = TraceFixture.relu(3);
        fixture.iterations = 0;
        Document page = page("empty", fixture.snapshot());
        assertThat(page.select("figure")).isEmpty();
        assertThat(page.select(".missing").eachText()).hasSizeGreaterThan(8).allMatch(text -> text.endsWith("."));
        assertThat(page.expectFirst(".verdict").text()).contains("NOT EVALUATED");
        assertThat(part(page, "Not evaluated").select("tbody tr")).hasSize(16);
    }

    @Test
    void hostileNamesAreText() throws IOException {
        String hostile = "</script></style><img src=x onerror=alert(1)>\"'&\u2028${7*7}";
        TraceSnapshot plain = brokenDown().snapshot();
        Diagnosis diagnosis = Examination.standard().examine(plain);
        // Every name, tensor and message of the JSON that is a lone "3" or a text becomes hostile.
        String quoted = JSON.writeValueAsString(hostile);
        String json = diagnosis
                .toJson()
                .replace("\"3\"", quoted)
                .replace("\"W\"", quoted)
                .replace("\"Sgd(0.1)\"", quoted);
        Document page = page(
                "hostile",
                HtmlReport.of(Diagnosis.fromJson(json))
                        .titled(hostile)
                        .with(List.of(Panel.of(hostile, Part.text(hostile))))
                        .withEvents(List.of(new Event(3, hostile, hostile))));
        assertThat(page.select("script"))
                .allSatisfy(script -> assertThat(script.attr("src")).isEmpty());
        assertThat(page.select("script:not([data-chart])")).hasSize(1);
        assertThat(page.select("style")).hasSize(1);
        assertThat(page.select("img"))
                .allSatisfy(image -> assertThat(image.attr("src")).startsWith("data:image/png"));
        assertThat(page.select("[onerror]")).isEmpty();
        assertThat(page.expectFirst("h1").text()).contains("<img src=x onerror=alert(1)>", "${7*7}");
        assertThat(part(page, "Layers").text()).contains("</script></style><img src=x onerror=alert(1)>\"'&");
        assertThat(chart(part(page, "Loss"), 0).get("events").get(1).get("kind").asText())
                .isEqualTo(hostile);
    }

    @Test
    void nothingInThePageAsksForAnythingElse() throws IOException {
        Document page = page("healthy", healthy());
        assertThat(page.select("link:not([href^=data:]), iframe, object, embed, script[src], form, base"))
                .isEmpty();
        assertThat(page.select("[src]"))
                .allSatisfy(each -> assertThat(each.attr("src")).startsWith("data:"));
        assertThat(page.select("a"))
                .allSatisfy(link -> assertThat(link.attr("href")).startsWith("#"));
        assertThat(page.expectFirst("style").data()).doesNotContain("url(", "@import");
        assertThat(page.expectFirst("meta[http-equiv]").attr("content"))
                .contains("default-src 'none'", "script-src 'sha256-");
    }

    /** As many readings as a listener would take: vital signs at each iteration, few of all layers. */
    @Test
    void aMillionIterationsOfAHundredLayersStayBelowAMegabyte(@TempDir Path directory) throws IOException {
        int layers = 100;
        TraceFixture fixture = TraceFixture.relu(layers);
        fixture.iterations = 40;
        fixture.delta = (layer, i) -> Math.pow(10, -layer / 20.0) * (1.5 + TraceFixture.noise(layer + 31 * i));
        fixture.full = i -> true;
        List<IterationReading> full = fixture.snapshot().full();
        TrainingTrace trace = new TrainingTrace(fixture.profile(), Map.of("Java", "17"), 1_000_000);
        long iterations = 1_000_000;
        double[] norms = new double[layers];
        for (long i = 0; i < iterations; i++) {
            for (int layer = 0; layer < layers; layer++) {
                norms[layer] = i == 123_456 && layer == 42 ? 1e6 : 1e-3 * (2 + TraceFixture.noise(i * 7 + layer));
            }
            VitalSigns vitals = new VitalSigns(
                    i,
                    0,
                    16,
                    1,
                    i == 700_001 ? Double.NaN : i == 123_456 ? 99 : 1 + .5 * TraceFixture.noise(i),
                    .1,
                    PerLayer.of(norms),
                    i == 700_001,
                    ClippingEffect.none(),
                    .3);
            IterationReading reading = full.get((int) (i % full.size()));
            trace.record(
                    i % 10_000 == 0
                            ? new IterationReading(
                                    vitals, reading.layers(), reading.input(), reading.predictions(), reading.labels())
                            : IterationReading.of(vitals));
        }
        Diagnosis diagnosis = Examination.standard().examine(trace.snapshot());
        Path file = directory.resolve("large.html");
        HtmlReport.of(diagnosis).write(file);
        assertThat(Files.size(file)).isLessThan(1_000_000);
        Document page = page("large", HtmlReport.of(diagnosis));
        JsonNode loss = chart(part(page, "Loss"), 0);
        // log₁₀ 99, of the one iteration with that loss.
        assertThat(loss.get("lines").get(1).get("y")).anyMatch(y -> y.asDouble() == 1.9956);
        assertThat(loss.get("lines").get(0).get("broken"))
                .singleElement()
                .satisfies(at ->
                        assertThat(loss.get("x").get(at.asInt()).asDouble()).isCloseTo(700_001, within(5_000.)));
        Element gradients = part(page, "Gradients, layer by layer");
        assertThat(gradients.select("img")).hasSize(2);
        // One interval, as wide as a column or two; which layer it was in is no longer known.
        assertThat(gradients.expectFirst("tbody tr").text()).containsPattern("not finite.* [123] of 480 columns");
        assertThat(gradients.expectFirst("table").select("tbody tr").get(43).text())
                .contains("9.535e+04");
    }
}
