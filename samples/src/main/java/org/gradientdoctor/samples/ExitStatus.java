package org.gradientdoctor.samples;

/** The exit statuses of the command line. */
final class ExitStatus {
    /** Nothing is failing. */
    static final int FINE = 0;
    /** Something is failing. */
    static final int FAILING = 1;
    /** Bad usage or input. */
    static final int BAD_INPUT = 2;
    /** There was not enough to judge by. */
    static final int NOT_EVALUATED = 3;
    /** A fault of Gradient Doctor itself; 70 as in sysexits.h. */
    static final int INTERNAL = 70;

    private ExitStatus() {}
}
