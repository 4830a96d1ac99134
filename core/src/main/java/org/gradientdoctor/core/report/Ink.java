package org.gradientdoctor.core.report;

/** What letters are printed with. */
public enum Ink {
    /** Letters only: for logs, files, and terminals without color. */
    PLAIN,
    /** The colors of terminals, by ANSI's escape sequences; words and signs say the same without them. */
    ANSI;

    /** What a text is colored for, with the parameters of ANSI's "select graphic rendition". */
    enum Hue {
        FAILING("1;31"),
        WARNING("1;33"),
        HELP("1;36"),
        FRAME("34"),
        ADDED("32"),
        REMOVED("31");

        private final String parameters;

        Hue(String parameters) {
            this.parameters = parameters;
        }
    }

    String paint(Hue hue, String text) {
        return this == PLAIN ? text : "\u001b[" + hue.parameters + "m" + text + "\u001b[0m";
    }
}
