package org.gradientdoctor.listeners.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.impl.RemoteUIStatsStorageRouter;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trainings, a real server, real requests. */
class LiveReportTest {
    private static final int ANY_FREE_PORT = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final UIServer SERVER = VertxUIServer.getInstance(ANY_FREE_PORT, false, null);

    @AfterAll
    static void stop() throws Exception {
        UIServer.stopInstance();
    }

    @AfterEach
    void detachAll() {
        SERVER.getStatsStorageInstances().forEach(SERVER::detach);
        SERVER.disableRemoteListener();
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(SERVER.getAddress() + address))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Document page(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private static Document waitFor(String address, Predicate<Document> what) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            HttpResponse<String> answer = get(address);
            Document page = Jsoup.parse(answer.body());
            if (answer.statusCode() == 200 && what.test(page)) {
                return page;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not within " + PATIENCE + " at " + address);
    }

    private static String report(LiveReport live) {
        return "/gradient-doctor/report?session=" + live.sessionId();
    }

    @Test
    void severalTrainingsAtOnceHaveAPageEachThatFollowsThem() throws Exception {
        StatsStorage storage = new InMemoryStatsStorage();
        SERVER.attach(storage);
        GradientHealthListener health = GradientHealthListener.create();
        GradientHealthListener other = GradientHealthListener.create();
        LiveReport live = LiveReport.of(health, storage);
        LiveReport otherLive = LiveReport.of(other, storage).named("the other one");
        Training training = new Training("first").heardBy(health, live).run(3);
        Training otherTraining =
                new Training("second").heardBy(other, otherLive).run(3);

        Document list =
                waitFor("/gradient-doctor", page -> page.select(".links a").size() == 2);
        assertThat(list.select(".links a").eachText()).containsExactlyInAnyOrder(live.sessionId(), "the other one");
        for (Element link : list.select(".links a")) {
            assertThat(page(link.attr("href")).expectFirst("h1").text()).isEqualTo("Gradient Doctor: " + link.text());
        }
        Document early = page(report(live));
        assertThat(early.text()).contains("first").doesNotContain("second");
        training.run(40);
        Document later = waitFor(report(live), page -> page.text().contains("after 43 iterations"));
        assertThat(later.body().attr("data-version")).isNotEqualTo(early.body().attr("data-version"));
        assertThat(later.text())
                .contains(
                        "Before the first non-finite value",
                        health.diagnosis().verdict().name());

        otherTraining.run(5);
        otherLive.close();
        assertThat(page("/gradient-doctor/report?session=the%20other%20one").text())
                .contains("second", "after 8 iterations");
    }

    @Test
    void onlyTheLastDiagnosisIsKept() {
        StatsStorage storage = new InMemoryStatsStorage();
        GradientHealthListener health = GradientHealthListener.create();
        LiveReport live = LiveReport.of(health, storage);
        new Training().heardBy(health, live).run(30);
        live.close();
        assertThat(storage.getNumUpdateRecordsFor(live.sessionId())).isZero();
        assertThat(storage.getAllStaticInfos(live.sessionId(), PostedDiagnosis.TYPE_ID))
                .hasSize(1);
    }

    @Test
    void whatAFileKeepsIsShownAfterItWasClosedAndOpenedAgain(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("stats.bin");
        StatsStorage written = new FileStatsStorage(file.toFile());
        GradientHealthListener health = GradientHealthListener.create();
        LiveReport live = LiveReport.of(health, written);
        new Training().heardBy(health, live).run(12);
        live.close();
        Diagnosis posted = health.diagnosis();
        written.close();

        StatsStorage read = new FileStatsStorage(file.toFile());
        Persistable kept = read.getAllStaticInfos(live.sessionId(), PostedDiagnosis.TYPE_ID)
                .get(0);
        assertThat(((PostedDiagnosis) kept).diagnosis()).isEqualTo(ThinTrace.of(posted));
        SERVER.attach(read);
        assertThat(page(report(live)).text()).contains("after 12 iterations");
        SERVER.detach(read);
        assertThat(get(report(live)).statusCode()).isEqualTo(404);
        read.close();
    }

    @Test
    void aRouterBringsThePageToAnotherProcessesUi() throws Exception {
        SERVER.enableRemoteListener(new InMemoryStatsStorage(), true);
        GradientHealthListener health = GradientHealthListener.create();
        try (RemoteUIStatsStorageRouter router = new RemoteUIStatsStorageRouter(SERVER.getAddress())) {
            LiveReport live = LiveReport.of(health, router);
            new Training().heardBy(health, live).run(10);
            live.close();
            waitFor(report(live), page -> page.text().contains("after 10 iterations"));
        }
    }

    @Test
    void namesAreTextWhateverTheyAre() throws Exception {
        String hostile = "../</title><script>alert(1)</script>\"'&?session=x#/%2e%2e/ü";
        StatsStorage storage = new InMemoryStatsStorage();
        SERVER.attach(storage);
        GradientHealthListener health = GradientHealthListener.create();
        LiveReport live = LiveReport.of(health, storage).named(hostile);
        new Training(hostile).heardBy(health, live).run(3);
        live.close();
        Document list = page("/gradient-doctor");
        assertThat(list.select("script")).hasSize(1);
        Element link = list.expectFirst(".links a");
        assertThat(link.text()).isEqualTo(hostile);
        assertThat(link.attr("href"))
                .startsWith("/gradient-doctor/report?session=")
                .doesNotContain("<", "\"", "#");
        Document report = page(link.attr("href"));
        assertThat(report.select("script:not([data-chart])")).hasSize(1);
        assertThat(report.expectFirst("h1").text()).endsWith(hostile);
        assertThat(report.text()).contains(hostile);
        HttpResponse<String> unknown = get("/gradient-doctor/report?session=%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(unknown.body()).select("script")).hasSize(1);
    }

    @Test
    void whereNothingWasPostedThereIsASentence() throws Exception {
        assertThat(page("/gradient-doctor").text()).contains("No LiveReport has posted");
        HttpResponse<String> unknown = get("/gradient-doctor/report?session=nobody");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(unknown.body()).expectFirst(".verdict").text()).contains("No LiveReport", "nobody");
        assertThat(get("/gradient-doctor/report").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoDiagnosisIsSaidToBeNone() throws Exception {
        StatsStorage storage = new InMemoryStatsStorage();
        SERVER.attach(storage);
        GradientHealthListener health = GradientHealthListener.create();
        PostedDiagnosis posted = PostedDiagnosis.of("broken", 1, health.diagnosis());
        byte[] bytes = posted.encode();
        bytes[bytes.length - 20] ^= 1;
        PostedDiagnosis broken = new PostedDiagnosis();
        broken.decode(bytes);
        storage.putStaticInfo(broken);
        HttpResponse<String> answer = get("/gradient-doctor/report?session=broken");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("cannot be shown");
        assertThat(page("/gradient-doctor").select(".links a")).hasSize(1);
    }

    @Test
    void aPageThatIsUpToDateIsNotSentAgain() throws Exception {
        StatsStorage storage = new InMemoryStatsStorage();
        SERVER.attach(storage);
        GradientHealthListener health = GradientHealthListener.create();
        LiveReport live = LiveReport.of(health, storage);
        new Training().heardBy(health, live).run(3);
        live.close();
        for (String address : new String[] {"/gradient-doctor?", report(live) + "&"}) {
            String version = page(address).body().attr("data-version");
            assertThat(get(address + "after=" + version).statusCode()).isEqualTo(204);
            assertThat(get(address + "after=older").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPageAsksNothingOfAnybodyButItsServer() throws Exception {
        StatsStorage storage = new InMemoryStatsStorage();
        SERVER.attach(storage);
        GradientHealthListener health = GradientHealthListener.create();
        LiveReport live = LiveReport.of(health, storage);
        new Training().heardBy(health, live).run(3);
        live.close();
        Document page = page(report(live));
        assertThat(page.expectFirst("meta[http-equiv]").attr("content"))
                .contains("default-src 'none'; connect-src 'self'; img-src data:;", "script-src 'sha256-");
        assertThat(page.select("[src]"))
                .allSatisfy(each -> assertThat(each.attr("src")).startsWith("data:"));
        assertThat(page.select("a"))
                .allSatisfy(link -> assertThat(link.attr("href")).matches("#.*|/gradient-doctor"));
    }

    @Test
    void itStandsBesideDeeplearning4jsOwnPages() throws Exception {
        StatsStorage storage = new InMemoryStatsStorage();
        SERVER.attach(storage);
        GradientHealthListener health = GradientHealthListener.create();
        StatsListener stats = new StatsListener(storage);
        new Training()
                .heardBy(stats, health, LiveReport.of(health, storage).named(stats.getSessionID()))
                .run(20);
        waitFor("/gradient-doctor", page -> page.select(".links a").size() == 1);
        assertThat(get("/train/overview").statusCode()).isEqualTo(200);
        assertThat(get("/train/overview/data").body()).contains("scores");
    }
}
