package org.gradientdoctor.core.html.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;

/**
 * A whole page.
 *
 * @param title of the page
 * @param tone of the verdict
 * @param verdict in a sentence
 * @param panels in order
 */
public record Page(String title, Tone tone, String verdict, List<Panel> panels) {
    private static final String TEMPLATES = "org.gradientdoctor.core.html.templates";

    public Page {
        panels = List.copyOf(panels);
    }

    /** The page as one self-contained HTML document: nothing in it asks for anything else. */
    public String render() {
        StringOutput out = new StringOutput();
        TemplateEngine.createPrecompiled(null, ContentType.Html, Page.class.getClassLoader(), TEMPLATES)
                .render("page.jte", this, out);
        return out.toString();
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
