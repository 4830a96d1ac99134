package org.gradientdoctor.core.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final List<ReportPart> parts;
    private final @Nullable Refresh refresh;

    private HtmlReport(
            Diagnosis diagnosis,
            String title,
            List<Panel> more,
            List<Event> events,
            List<ReportPart> parts,
            @Nullable Refresh refresh) {
        this.diagnosis = diagnosis;
        this.title = title;
        this.more = List.copyOf(more);
        this.events = List.copyOf(events);
        this.parts = List.copyOf(parts);
        this.refresh = refresh;
    }

    public static HtmlReport of(Diagnosis diagnosis) {
        return new HtmlReport(diagnosis, "Gradient Doctor", List.of(), List.of(), List.of(ReportPart.values()), null);
    }

    /** The tone of a verdict, for pages that list reports. */
    public static Tone tone(Outcome verdict) {
        return VerdictPanels.tone(verdict);
    }

    /** With a title of the user's own. */
    public HtmlReport titled(String text) {
        return new HtmlReport(diagnosis, text, more, events, parts, refresh);
    }

    /** With more panels, of advice or trials for instance, behind the table of layers. */
    public HtmlReport with(List<Panel> panels) {
        List<Panel> all = new ArrayList<>(more);
        all.addAll(panels);
        return new HtmlReport(diagnosis, title, all, events, parts, refresh);
    }

    /** With more events marked in the chart of the loss: interventions, for instance. */
    public HtmlReport withEvents(List<Event> marked) {
        List<Event> all = new ArrayList<>(events);
        all.addAll(marked);
        return new HtmlReport(diagnosis, title, more, all, parts, refresh);
    }

    /** As a page that a server shows and that stays up to date while it is looked at. */
    public HtmlReport refreshed(Refresh how) {
        return new HtmlReport(diagnosis, title, more, events, parts, how);
    }

    /**
     * With these parts only, in this order, below the verdict: to show one picture where others are not wanted.
     *
     * @throws IllegalArgumentException where there are none
     */
    public HtmlReport only(ReportPart... chosen) {
        if (chosen.length == 0) {
            throw new IllegalArgumentException(
                    "a report of no parts shows nothing: give some of " + Arrays.toString(ReportPart.values()));
        }
        return new HtmlReport(diagnosis, title, more, events, List.of(chosen), refresh);
    }

    /** The HTML document. */
    public String render() {
        List<Panel> panels =
                parts.stream().flatMap(part -> panels(part).stream()).toList();
        return new Page(title, tone(diagnosis.verdict()), VerdictPanels.verdict(diagnosis), panels, refresh).render();
    }

    private List<Panel> panels(ReportPart part) {
        return switch (part) {
            case FINDINGS -> List.of(VerdictPanels.findings(diagnosis));
            case CAUSES -> List.of(VerdictPanels.causes(diagnosis));
            case LOSS -> List.of(LossPanel.of(diagnosis.trace(), events));
            case GRADIENTS -> List.of(GradientPanel.of(diagnosis.trace()));
            case DEPTH -> List.of(DepthPanel.of(diagnosis));
            case UPDATES -> List.of(UpdatePanel.of(diagnosis.trace()));
            case CLIPPING -> List.of(ClippingPanel.of(diagnosis.trace()));
            case UNITS -> List.of(UnitPanel.of(diagnosis.trace()));
            case TIME -> List.of(TimePanel.of(diagnosis.trace()));
            case LAYERS -> List.of(LayerPanel.of(diagnosis.trace()));
            case MORE -> more;
            case FLIGHT -> List.of(FlightPanel.of(diagnosis));
            case CLOSING -> ClosingPanels.of(diagnosis);
        };
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
