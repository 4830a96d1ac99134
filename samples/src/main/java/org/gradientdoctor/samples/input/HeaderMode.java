package org.gradientdoctor.samples.input;

/** Whether the first line of a table names its columns. */
public enum HeaderMode {
    /** It does if any of its cells is not a number. */
    AUTO,
    /** It does. */
    YES,
    /** It does not. */
    NO
}
