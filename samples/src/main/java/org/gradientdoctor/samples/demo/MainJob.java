package org.gradientdoctor.samples.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.core.report.Ink;
import org.gradientdoctor.samples.training.TrainingProgress;

/** Both sick networks on one split, told at length. */
public final class MainJob {
    private final PrintWriter out;
    private final Ink ink;
    private final TrainingProgress progress;

    /**
     * @param out where it is told
     * @param ink that shows there
     * @param progress where it is seen that something is going on
     */
    public MainJob(PrintWriter out, Ink ink, TrainingProgress progress) {
        this.out = out;
        this.ink = ink;
        this.progress = progress;
    }

    /** Treats both and ends with a line for each. */
    public void run(long seed, int epochs) {
        List<String> summaries = new ArrayList<>();
        for (SickNetwork patient : SickNetwork.values()) {
            out.println("=== " + patient.title() + ": " + patient.description() + ", on Fisher's Iris, " + epochs
                    + " epochs, seed " + seed + " ===");
            out.println();
            out.flush();
            Treatment treatment = Treatment.of(patient, seed, epochs, progress);
            tell(treatment);
            summaries.add(treatment.summary());
        }
        summaries.forEach(out::println);
        out.flush();
    }

    private void tell(Treatment treatment) {
        out.println(treatment.diagnosis().toConsole(ink));
        out.println(Console.print(treatment.advised(), ink));
        if (!treatment.advice().isEmpty()) {
            out.println("Applied the first to the network as it was before training.");
        }
        out.println("Trained again equally: " + treatment.before().to(treatment.after()) + " on 30 held-out flowers");
        out.println();
        out.flush();
    }
}
