package org.gradientdoctor.core.html.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole page.
 *
 * @param title of the page
 * @param tone of the verdict
 * @param verdict in a sentence
 * @param panels in order
 * @param refresh how it stays up to date; null for a page that stays as it is
 */
public record Page(
        String title,
        Tone tone,
        String verdict,
        List<Panel> panels,
        @Nullable Refresh refresh) {
    private static final String TEMPLATES = "org.gradientdoctor.core.html.templates";

    public Page {
        panels = List.copyOf(panels);
    }

    /** One that stays as it is. */
    public Page(String title, Tone tone, String verdict, List<Panel> panels) {
        this(title, tone, verdict, panels, null);
    }

    /** The page as one self-contained HTML document: nothing in it asks for anything else than its own newer version. */
    public String render() {
        StringOutput out = new StringOutput();
        TemplateEngine.createPrecompiled(null, ContentType.Html, Page.class.getClassLoader(), TEMPLATES)
                .render("page.jte", this, out);
        return out.toString();
    }

    /** What the page may ask for: nothing, or its own server for a newer version. */
    public String requests() {
        return refresh == null ? "" : " connect-src 'self';";
    }

    /** The style sheet. */
    public String style() {
        return Assets.style();
    }

    /** The script that draws the charts. */
    public String script() {
        return Assets.script();
    }

    /** By which a browser knows the one script that may run. */
    public String scriptHash() {
        return Assets.hash(script());
    }
}
