package org.gradientdoctor.listeners.ui;

import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.ui.api.HttpMethod;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A module of Deeplearning4j's training UI, which finds it by itself: {@code /gradient-doctor} lists what {@link LiveReport}s
 * have posted, and each session has a page of its own.
 */
public final class ReportModule implements UIModule {
    private static final Logger log = LoggerFactory.getLogger(ReportModule.class);

    private static final int OK = 200;
    private static final int NOTHING_NEWER = 204;
    private static final int NOT_FOUND = 404;
    private static final int FAULT = 500;

    private final Sessions sessions = new Sessions();

    /** For Deeplearning4j's service loader. */
    public ReportModule() {}

    /** What a request is answered with. */
    private record Answer(int status, String html) {}

    /** What a page is made of a request. */
    private interface Handler {
        Answer answer(RoutingContext request);
    }

    @Override
    public List<Route> getRoutes() {
        return List.of(
                new Route(ReportPages.LIST, HttpMethod.GET, off(this::list)),
                new Route(ReportPages.REPORT, HttpMethod.GET, off(this::report)));
    }

    /** Pages take longer than the server's event loop may be kept. */
    private static BiConsumer<List<String>, RoutingContext> off(Handler handler) {
        return (unused, request) -> request.vertx()
                .<Answer>executeBlocking(
                        made -> made.complete(contained(handler, request)),
                        false,
                        answer -> respond(request, answer.result()));
    }

    private static Answer contained(Handler handler, RoutingContext request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException | Error e) {
            log.warn("The page {} could not be made", request.request().path(), e);
            return new Answer(FAULT, ReportPages.sentence("What was posted cannot be shown: " + e.getMessage()));
        }
    }

    private static void respond(RoutingContext request, Answer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(answer.html());
    }

    private Answer list(RoutingContext request) {
        List<PostedDiagnosis> all = sessions.all();
        return parameter(request, "after").equals(ReportPages.version(all))
                ? new Answer(NOTHING_NEWER, "")
                : new Answer(OK, ReportPages.list(all));
    }

    private Answer report(RoutingContext request) {
        String session = parameter(request, ReportPages.SESSION);
        return sessions.of(session)
                .map(posted -> parameter(request, "after").equals(ReportPages.version(posted))
                        ? new Answer(NOTHING_NEWER, "")
                        : new Answer(OK, ReportPages.report(posted)))
                .orElseGet(() -> new Answer(
                        NOT_FOUND,
                        ReportPages.sentence("No LiveReport has posted for session \"" + session
                                + "\" to a storage that is attached to this UI.")));
    }

    private static String parameter(RoutingContext request, String name) {
        return Objects.requireNonNullElse(request.request().getParam(name), "");
    }

    /** Storages are asked when somebody looks. */
    @Override
    public List<String> getCallbackTypeIDs() {
        return List.of();
    }

    @Override
    public void reportStorageEvents(Collection<StatsStorageEvent> events) {}

    @Override
    public void onAttach(StatsStorage statsStorage) {
        sessions.attach(statsStorage);
    }

    @Override
    public void onDetach(StatsStorage statsStorage) {
        sessions.detach(statsStorage);
    }

    @Override
    public List<I18NResource> getInternationalizationResources() {
        return List.of();
    }
}
