package org.gradientdoctor.listeners.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.core.html.page.Link;
import org.gradientdoctor.core.html.page.Page;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.html.page.Refresh;
import org.gradientdoctor.core.html.page.Tone;

/** The pages: the list of sessions, the report of one, and a sentence where there is none. */
final class ReportPages {
    static final String LIST = "/gradient-doctor";
    static final String REPORT = "/gradient-doctor/report";
    /** The parameter of a report's address that says which. */
    static final String SESSION = "session";

    private static final String TITLE = "Gradient Doctor";
    /** The least time between two posts. */
    private static final int REFRESH_SECONDS = 2;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ReportPages() {}

    static String list(List<PostedDiagnosis> sessions) {
        Panel panel = sessions.isEmpty()
                ? Panel.of(
                        "Sessions",
                        new Part.Missing("No LiveReport has posted to a storage that is attached to this UI."))
                : Panel.of(
                        "Sessions",
                        new Part.Links(sessions.stream().map(ReportPages::link).toList()));
        String count = sessions.size() == 1 ? "1 training" : sessions.size() + " trainings";
        return new Page(
                        TITLE,
                        Tone.UNKNOWN,
                        count + " in the storages attached to this UI, the latest post first",
                        List.of(panel),
                        new Refresh(version(sessions), REFRESH_SECONDS, "Follows what is posted", ""))
                .render();
    }

    /** Changes when a list would. */
    static String version(List<PostedDiagnosis> sessions) {
        return sessions.size() + "-"
                + sessions.stream()
                        .mapToLong(PostedDiagnosis::getTimeStamp)
                        .max()
                        .orElse(0);
    }

    static String version(PostedDiagnosis posted) {
        return String.valueOf(posted.getTimeStamp());
    }

    private static Link link(PostedDiagnosis posted) {
        String address =
                REPORT + "?" + SESSION + "=" + URLEncoder.encode(posted.getSessionID(), StandardCharsets.UTF_8);
        String name = posted.getSessionID().isBlank() ? "(session without a name)" : posted.getSessionID();
        return new Link(HtmlReport.tone(posted.verdict()), name, address, verdict(posted) + "; " + state(posted));
    }

    private static String verdict(PostedDiagnosis posted) {
        return posted.verdict() == Outcome.NOT_EVALUATED
                ? "NOT EVALUATED"
                : posted.verdict().name();
    }

    private static String state(PostedDiagnosis posted) {
        return String.format(
                Locale.ROOT,
                "posted %s after %,d iterations",
                TIME.format(Instant.ofEpochMilli(posted.getTimeStamp())),
                posted.iterations());
    }

    /** @throws IllegalArgumentException where what was posted cannot be read */
    static String report(PostedDiagnosis posted) {
        return HtmlReport.of(posted.diagnosis())
                .titled(TITLE + ": " + posted.getSessionID())
                .refreshed(new Refresh(version(posted), REFRESH_SECONDS, "Live: " + state(posted), LIST))
                .render();
    }

    /** In place of a report. */
    static String sentence(String text) {
        return new Page(
                        TITLE,
                        Tone.UNKNOWN,
                        text,
                        List.of(Panel.of(
                                "Sessions",
                                new Part.Links(List.of(new Link(
                                        Tone.PLAIN, "All reports", LIST, "of the storages attached to this UI"))))))
                .render();
    }
}
