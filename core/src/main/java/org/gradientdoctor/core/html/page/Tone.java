package org.gradientdoctor.core.html.page;

import java.util.Locale;

/** How grave something is: told by a symbol as well as by a color. */
public enum Tone {
    PLAIN(""),
    GOOD("✔"),
    WARNING("▲"),
    BAD("✖"),
    UNKNOWN("○");

    private final String symbol;

    Tone(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** The class of its style. */
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }
}
