package org.gradientdoctor.core.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.html.page.Event;
import org.gradientdoctor.core.html.page.Page;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Refresh;
import org.gradientdoctor.core.html.page.Tone;
import org.jspecify.annotations.Nullable;

/**
 * The report of a diagnosis as one self-contained HTML file: pictures, charts and numbers, light and dark, for screen,
 * phone and paper, without any request to anywhere. Immutable; {@code with…} methods return a changed copy.
 */
public final class HtmlReport {
    private final Diagnosis diagnosis;
    private final String title;
    private final List<Panel> more;
    private final List<Event> events;
    private final @Nullable Refresh refresh;

    private HtmlReport(
            Diagnosis diagnosis, String title, List<Panel> more, List<Event> events, @Nullable Refresh refresh) {
        this.diagnosis = diagnosis;
        this.title = title;
        this.more = List.copyOf(more);
        this.events = List.copyOf(events);
        this.refresh = refresh;
    }

    public static HtmlReport of(Diagnosis diagnosis) {
        return new HtmlReport(diagnosis, "Gradient Doctor", List.of(), List.of(), null);
    }

    /** The tone of a verdict, for pages that list reports. */
    public static Tone tone(Outcome verdict) {
        return VerdictPanels.tone(verdict);
    }

    /** With a title of the user's own. */
    public HtmlReport titled(String text) {
        return new HtmlReport(diagnosis, text, more, events, refresh);
    }

    /** With more panels, of advice or trials for instance, behind the table of layers. */
    public HtmlReport with(List<Panel> panels) {
        List<Panel> all = new ArrayList<>(more);
        all.addAll(panels);
        return new HtmlReport(diagnosis, title, all, events, refresh);
    }

    /** With more events marked in the chart of the loss: interventions, for instance. */
    public HtmlReport withEvents(List<Event> marked) {
        List<Event> all = new ArrayList<>(events);
        all.addAll(marked);
        return new HtmlReport(diagnosis, title, more, all, refresh);
    }

    /** As a page that a server shows and that stays up to date while it is looked at. */
    public HtmlReport refreshed(Refresh how) {
        return new HtmlReport(diagnosis, title, more, events, how);
    }

    /** The HTML document. */
    public String render() {
        List<Panel> panels = new ArrayList<>();
        panels.addAll(VerdictPanels.of(diagnosis));
        panels.add(LossPanel.of(diagnosis.trace(), events));
        panels.add(GradientPanel.of(diagnosis.trace()));
        panels.add(DepthPanel.of(diagnosis));
        panels.add(UpdatePanel.of(diagnosis.trace()));
        panels.add(ClippingPanel.of(diagnosis.trace()));
        panels.add(UnitPanel.of(diagnosis.trace()));
        panels.add(TimePanel.of(diagnosis.trace()));
        panels.add(LayerPanel.of(diagnosis.trace()));
        panels.addAll(more);
        panels.add(FlightPanel.of(diagnosis));
        panels.addAll(ClosingPanels.of(diagnosis));
        return new Page(title, tone(diagnosis.verdict()), VerdictPanels.verdict(diagnosis), panels, refresh).render();
    }

    /**
     * Writes the document, replacing a file there.
     *
     * @throws IOException where the file cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, render());
    }
}
