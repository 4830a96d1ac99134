package org.gradientdoctor.core.html;

/** A part of an {@link HtmlReport}, in the order in which a whole report has them. More may come. */
public enum ReportPart {
    /** What each detector found. */
    FINDINGS,
    /** Why, with shares. */
    CAUSES,
    /** The loss with its events. */
    LOSS,
    /** The heat map of gradients, layers by iterations. */
    GRADIENTS,
    /** Error signal and spread across examples by layer, beside theory and causes. */
    DEPTH,
    /** The ratio of updates to parameters. */
    UPDATES,
    /** The gradient's norm before and after clipping. */
    CLIPPING,
    /** Shares of saturated and inactive units. */
    UNITS,
    /** The error signal over time steps. */
    TIME,
    /** The table of layers. */
    LAYERS,
    /** What was added by {@link HtmlReport#with}. */
    MORE,
    /** The iterations before the first value that is not finite. */
    FLIGHT,
    /** What was not evaluated, sampling and overhead, versions. */
    CLOSING
}
