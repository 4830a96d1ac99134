package org.gradientdoctor.samples.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.samples.training.TrainingProgress;

/** Both sick networks on one split, told at length. */
public final class MainJob {
    private final PrintWriter out;
    private final TrainingProgress progress;

    /**
     * @param out where it is told
     * @param progress where it is seen that something is going on
     */
    public MainJob(PrintWriter out, TrainingProgress progress) {
        this.out = out;
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
        out.println(treatment.diagnosis());
        out.println("Advice, best first");
        // The others are told by their titles: they repeat most of what the first explains.
        for (int rank = 1; rank <= treatment.advice().size(); rank++) {
            Recommendation recommendation = treatment.advice().get(rank - 1);
            out.println(rank + ". " + (rank == 1 ? recommendation.toString().stripTrailing() : recommendation.title()));
        }
        out.println();
        if (!treatment.difference().isEmpty()) {
            out.println("Applied the first to the network as it was before training:");
            treatment.difference().forEach(line -> out.println("  " + line));
            out.println();
        }
        out.println("Trained again equally: " + treatment.before().to(treatment.after()) + " on 30 held-out flowers");
        out.println();
        out.flush();
    }
}
