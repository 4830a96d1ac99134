package org.gradientdoctor.samples.notebooks;

import org.gradientdoctor.core.html.HtmlReport;

/**
 * A report inside another page.
 *
 * <p>It is a whole document with styles and scripts of its own, so it gets a frame of its own and neither side changes
 * the other.
 */
public final class Frame {
    /** Until the browser has told how tall the content is, in pixels; where it does not tell, the frame scrolls. */
    private static final int HEIGHT = 480;

    private Frame() {}

    /** To be displayed as {@code text/html}. */
    public static String of(HtmlReport report) {
        return "<iframe title=\"Report of Gradient Doctor\" style=\"width: 100%; height: " + HEIGHT
                + "px; border: 1px solid #d0d7de\""
                + " onload=\"this.style.height = this.contentDocument.documentElement.scrollHeight + 'px'\""
                + " srcdoc=\"" + attribute(report.render()) + "\"></iframe>";
    }

    /** In an attribute between double quotes nothing else has to be escaped. */
    private static String attribute(String document) {
        return document.replace("&", "&amp;").replace("\"", "&quot;");
    }
}
