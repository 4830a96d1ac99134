package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.gradientdoctor.remedies.repair.FurtherTraining;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.training.ParallelTrainings;
import org.nd4j.linalg.dataset.DataSet;

/** Sends cases through arms, what the store lacks; case by case, so that what was stopped has whole cases. */
final class RepairRunner {
    /** Which of the bench's matched seeds is repaired: the one whose verdicts are read, too. */
    private static final long SEED = 0;

    /** What the case's twin comes to, trained as every arm trains: what repairs may reach. */
    static final String SOUND_TWIN = "sound twin";

    private final RepairStore store;
    private final List<RepairArm> arms;
    private final boolean usesUpValidation;
    private final int threads;

    /**
     * @param arms that compete with ours, which always runs, as it sets the budget
     * @param usesUpValidation whether what any arm gives back goes on with the data it was chosen by
     */
    RepairRunner(RepairStore store, List<RepairArm> arms, boolean usesUpValidation, int threads) {
        this.store = store;
        this.arms = List.copyOf(arms);
        this.usesUpValidation = usesUpValidation;
        this.threads = threads;
    }

    /** Results by arm for each case, in the order given; first untreated and twin, then ours. */
    List<Map<String, Repaired>> run(List<BenchCase> cases) throws InterruptedException {
        List<Callable<Map<String, Repaired>>> repairs = new ArrayList<>();
        for (BenchCase each : cases) {
            repairs.add(() -> results(each));
        }
        return ParallelTrainings.run("repairs", threads, repairs);
    }

    private Map<String, Repaired> results(BenchCase sick) {
        int plain = sick.iterations();
        Map<String, Repaired> results = new LinkedHashMap<>();
        results.put(PlainlyTrained.NAME, result(sick, ending(new PlainlyTrained()), plain));
        results.put(SOUND_TWIN, result(sick.twin(), ending(new PlainlyTrained()), plain));
        results.put(Advised.NAME, result(sick, new Advised(usesUpValidation), plain));
        Repaired ours = results.get(Advised.NAME);
        // What goes on behind the search is no part of its budget: every arm has it.
        int behind = usesUpValidation ? FurtherTraining.iterations(plain) : 0;
        int budget = ours == null ? plain : Math.max(plain, ours.iterations() - behind);
        for (RepairArm arm : arms) {
            results.put(arm.name(), result(sick, ending(arm), budget));
        }
        return results;
    }

    private RepairArm ending(RepairArm arm) {
        return usesUpValidation ? new FurtherTrained(arm) : arm;
    }

    private Repaired result(BenchCase sick, RepairArm arm, int budget) {
        String kept = usesUpValidation ? arm.name() + " on all data" : arm.name();
        return store.find(sick, SEED, kept, budget).orElseGet(() -> {
            Repaired result = judged(sick, arm, budget);
            store.put(sick, SEED, kept, budget, result);
            return result;
        });
    }

    /** What an arm throws, unless it was stopped, is its result: it has nothing to give back, and that is worth as much as a constant answer. */
    private static Repaired judged(BenchCase sick, RepairArm arm, int budget) {
        Intake intake = Intake.of(sick, SEED);
        try {
            Treated treated = arm.repair(intake, budget);
            return new Repaired(
                    judge(intake, treated),
                    treated.iterations(),
                    treated.looks(),
                    treated.chosen(),
                    String.join("; ", treated.tried()));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Repaired(new Score(Double.NEGATIVE_INFINITY, Double.NaN), budget, 0, "threw", String.valueOf(e));
        }
    }

    /** Here alone the data by which is judged are made. */
    private static Score judge(Intake intake, Treated treated) {
        DataSet judged = intake.sick().data(SEED).validation();
        Split data = new Split(intake.known().training(), judged);
        return Score.of(intake.sick().metric(), treated.network(), treated.standardized() ? data.standardized() : data);
    }
}
