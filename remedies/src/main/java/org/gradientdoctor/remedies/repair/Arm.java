package org.gradientdoctor.remedies.repair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Trial;
import org.gradientdoctor.remedies.trial.TrialRun;

/** The trials of one treatment, or of none, one for each seed, all trained equally far. */
final class Arm {
    private final Laboratory laboratory;
    private final List<Recommendation> treatment;
    private final Diagnosis before;
    private final List<Participant> participants = new ArrayList<>();
    /** What is left once the networks are given up. */
    private List<Trial> discharged = List.of();

    /** One trial and what was measured of it. */
    private static final class Participant {
        private final TrialRun run;
        private final long seed;
        private final List<Trial.Look> looks = new ArrayList<>();
        private double value = Double.NaN;
        /** At the last look: an examination of the whole trace, which several ask for. */
        private Diagnosis diagnosis;

        Participant(TrialRun run, long seed) {
            this.run = run;
            this.seed = seed;
            this.diagnosis = run.diagnosis();
        }
    }

    /** @param before what is wrong with the first trial's network before it is trained */
    Arm(Laboratory laboratory, List<Recommendation> treatment, Diagnosis before, List<TrialRun> runs) {
        this.laboratory = laboratory;
        this.treatment = List.copyOf(treatment);
        this.before = before;
        runs.forEach(this::add);
    }

    private void add(TrialRun run) {
        participants.add(new Participant(run, laboratory.seed(participants.size())));
    }

    /** Begins the trials that are missing up to this number. */
    void complete(int trials) {
        List<Callable<TrialRun>> work = new ArrayList<>();
        for (int i = participants.size(); i < trials; i++) {
            int trial = i;
            work.add(() -> laboratory.run(treatment, trial));
        }
        laboratory.threads().all(work).forEach(this::add);
    }

    /** Trains all up to so many iterations, and takes the looks on the way there that were not taken. */
    void trainTo(int iterations) {
        for (int look : laboratory.looks(iterations)) {
            laboratory
                    .threads()
                    .all(participants.stream().map(each -> look(each, look)).toList());
        }
        for (int i = 0; i < participants.size(); i++) {
            laboratory.plan().onTrial().accept(trial(i));
        }
    }

    /** Trains one on. */
    void trainTo(int trial, int iterations) {
        boolean isNew = laboratory
                .threads()
                .all(List.of(look(participants.get(trial), iterations)))
                .get(0);
        if (isNew) {
            laboratory.plan().onTrial().accept(trial(trial));
        }
    }

    private Callable<Boolean> look(Participant participant, int iterations) {
        return () -> {
            // What one trial has passed by on its own way to the end of the plan cannot be looked at any more.
            boolean isNew = participant.looks.stream().allMatch(look -> look.iterations() < iterations);
            if (isNew) {
                participant.run.trainTo(iterations, laboratory.stop());
                participant.value = participant.run.measure(laboratory.metric(), laboratory.validation());
                participant.diagnosis = participant.run.diagnosis();
                participant.looks.add(
                        new Trial.Look(iterations, laboratory.metric().shown(participant.value)));
            }
            return isNew;
        };
    }

    /** What one trial says of the data it is trained on, by the metric; more is better, NaN where there is no saying. */
    double measureTraining(int trial) {
        Callable<Double> measuring =
                () -> participants.get(trial).run.measureAside(laboratory.metric(), laboratory.training());
        return laboratory.threads().all(List.of(measuring)).get(0);
    }

    List<Recommendation> treatment() {
        return treatment;
    }

    /** Its treatment in a line. */
    String title() {
        return treatment.stream().map(Recommendation::title).collect(Collectors.joining(", then "));
    }

    /** Whether its trials were looked at after so many iterations. */
    boolean wasLookedAt(int iterations) {
        return participants.stream()
                .allMatch(each -> each.looks.stream().anyMatch(look -> look.iterations() == iterations));
    }

    /** What was wrong before training. */
    Diagnosis before() {
        return before;
    }

    /** At this look, by trial; more is better, NaN where there was nothing to measure. */
    double[] values(int iterations) {
        return participants.stream()
                .mapToDouble(each -> each.looks.stream()
                        .filter(look -> look.iterations() == iterations)
                        .mapToDouble(look -> laboratory.metric().shown(look.value()))
                        .findFirst()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Each trial's at its last look; more is better, NaN where there was nothing to measure. */
    double[] lastValues() {
        return participants.stream().mapToDouble(each -> each.value).toArray();
    }

    /** What is wrong with one of the trials. */
    Diagnosis diagnosis(int trial) {
        return participants.get(trial).diagnosis;
    }

    /** The diagnosis with the gravest verdict, the first of equal ones. */
    Diagnosis gravest() {
        return participants.stream()
                .map(each -> each.diagnosis)
                .reduce((a, b) -> b.verdict().compareTo(a.verdict()) > 0 ? b : a)
                .orElseThrow();
    }

    /** Whether something fails in one of the trials, which cannot be accepted then however good they are. */
    boolean fails() {
        return gravest().verdict() == Outcome.FAILING;
    }

    /** Whether at least half of the trials go on to lower their loss. */
    boolean isImproving() {
        long falling = participants.stream()
                .filter(each ->
                        each.run.failure().isEmpty() && each.run.losses().isFalling())
                .count();
        return 2 * falling >= participants.size();
    }

    /**
     * Trials from the best at its last look to the worst. Of equally good ones, which a share of few examples often is,
     * the one with the lower training loss is the better.
     */
    List<Integer> bestFirst() {
        return IntStream.range(0, participants.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(trial -> {
                            double value = participants.get(trial).value;
                            return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
                        })
                        .thenComparingDouble(
                                trial -> participants.get(trial).run.losses().lately()))
                .toList();
    }

    TrialRun run(int trial) {
        return participants.get(trial).run;
    }

    /** More is better. */
    double value(int trial) {
        return participants.get(trial).value;
    }

    /** Gives the networks up, where nothing more is to be trained or measured of them; what was measured stays. */
    void discharge() {
        discharged = report();
        participants.clear();
    }

    List<Trial> report() {
        return participants.isEmpty()
                ? discharged
                : IntStream.range(0, participants.size()).mapToObj(this::trial).toList();
    }

    private Trial trial(int index) {
        Participant each = participants.get(index);
        return new Trial(
                treatment,
                each.seed,
                each.looks,
                each.run.losses(),
                each.diagnosis.verdict(),
                each.diagnosis.sick(),
                Duration.ofNanos(each.run.nanos()),
                each.run.failure().orElse(null));
    }
}
