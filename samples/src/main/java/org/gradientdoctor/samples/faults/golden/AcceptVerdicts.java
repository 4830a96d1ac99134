package org.gradientdoctor.samples.faults.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Judges the golden cases anew and writes what is said of them as the next revision. */
public final class AcceptVerdicts {
    private AcceptVerdicts() {}

    /** Run from the project's root. */
    public static void main(String... args) throws IOException, InterruptedException {
        Path file = GoldenVerdicts.FILE;
        int revision = Files.exists(file) ? GoldenVerdicts.read(file).revision() + 1 : 1;
        GoldenVerdicts now = GoldenVerdicts.now(revision, Runtime.getRuntime().availableProcessors());
        now.write(file);
        System.out.println(now.byCase().size() + " verdicts written to " + file + "; say in CHANGELOG.md why, with the"
                + " words: " + now.changelogLine());
    }
}
