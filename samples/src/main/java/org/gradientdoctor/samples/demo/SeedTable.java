package org.gradientdoctor.samples.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.training.HoldOut;
import org.gradientdoctor.samples.training.Quality;
import org.gradientdoctor.samples.training.Training;
import org.gradientdoctor.samples.training.TrainingProgress;

/** The main job over many seeds, a line for each: one lucky split proves nothing. */
public final class SeedTable {
    private final PrintWriter out;
    private final TrainingProgress progress;

    /**
     * @param out where the table goes
     * @param progress where it is seen that something is going on
     */
    public SeedTable(PrintWriter out, TrainingProgress progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Both networks and the healthy twin for each seed from the first to the last. */
    public void run(long first, long last, int epochs) {
        List<Quality> twins = new ArrayList<>();
        List<List<Treatment>> treatments = List.of(new ArrayList<>(), new ArrayList<>());
        for (long seed : LongStream.rangeClosed(first, last).toArray()) {
            HoldOut split = IrisFlowers.split(seed);
            Model twin = SickNetwork.healthyTwin(seed);
            new Training(epochs, 16, seed).train(twin, split.training(), progress, "twin");
            twins.add(Quality.of(twin, split.heldOut(), IrisFlowers.SPECIES));
            out.println("seed " + seed + ": two-layer twin accuracy "
                    + twins.get(twins.size() - 1).number());
            for (SickNetwork patient : SickNetwork.values()) {
                Treatment treatment = Treatment.of(patient, seed, epochs, progress);
                treatments.get(patient.ordinal()).add(treatment);
                out.println("  " + treatment.summary() + (treatment.isNamedRight() ? "" : "  NOT as built"));
            }
            out.flush();
        }
        out.println();
        for (SickNetwork patient : SickNetwork.values()) {
            List<Treatment> runs = treatments.get(patient.ordinal());
            out.println(patient.title() + ": mean accuracy "
                    + mean(runs.stream().map(Treatment::before).toList()) + " -> "
                    + mean(runs.stream().map(Treatment::after).toList()) + ", twin " + mean(twins)
                    + "; symptom and first cause named right in "
                    + runs.stream().filter(Treatment::isNamedRight).count() + " of " + runs.size());
        }
        out.flush();
    }

    /** A network without accuracy counts 0; where none has any there is no mean. */
    private static String mean(List<Quality> qualities) {
        if (qualities.stream().noneMatch(Quality::isFinite)) {
            return "none";
        }
        return String.format(
                Locale.ROOT,
                "%.3f",
                qualities.stream()
                        .mapToDouble(quality -> quality.isFinite() ? quality.value() : 0)
                        .average()
                        .orElseThrow());
    }
}
