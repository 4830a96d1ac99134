package org.gradientdoctor.remedies.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradientdoctor.remedies.Recommendation;
import org.jspecify.annotations.Nullable;

/**
 * One round of treatments against the controls: each is trained a fifth of the plan, best first, and the first one that
 * is better than the controls ends the round. Where none is, those undecided and still improving go on, the better half
 * of them each time, to two and then four fifths (successive halving), those first in which nothing fails: what fails
 * cannot be accepted however good it is.
 */
final class Race {
    private final Laboratory laboratory;
    private final Arm controls;
    private final List<Arm> arms;
    private final Admission admission;
    private final boolean toTheEnd;
    /** Treatments better in all trials though not by the margin, with the lead of their means at their last look. */
    private final Map<Arm, Double> narrow = new LinkedHashMap<>();

    private final boolean seeksNarrow;
    private @Nullable Promise promise;
    private @Nullable Promise unmasked;
    private List<List<Recommendation>> untried = List.of();
    private @Nullable List<Recommendation> slowed;

    /**
     * @param toTheEnd whether a treatment must also be better at the end of the plan
     * @param seeksNarrow whether the networks of one that is {@link #narrowly narrowly better} are kept
     * @param arms where all arms of the repair are kept
     * @param admission which treatments are tried at all
     */
    Race(
            Laboratory laboratory,
            Arm controls,
            boolean toTheEnd,
            boolean seeksNarrow,
            List<Arm> arms,
            Admission admission) {
        this.laboratory = laboratory;
        this.controls = controls;
        this.toTheEnd = toTheEnd;
        this.seeksNarrow = seeksNarrow;
        this.arms = arms;
        this.admission = admission;
    }

    /**
     * The first treatment that is accepted; empty where none is. Of all others the networks are given up, but for the one
     * that is {@link #narrowly narrowly better}.
     *
     * @param treatments best first, each with all its steps
     */
    Optional<Arm> run(List<List<Recommendation>> treatments) {
        int begun = arms.size();
        Optional<Arm> winner = race(treatments);
        if (winner.isPresent()) {
            narrow.clear();
        }
        Optional<Arm> kept = winner.or(this::narrowly);
        arms.subList(begun, arms.size()).stream()
                .filter(arm -> kept.isEmpty() || arm != kept.get())
                .forEach(Arm::discharge);
        return winner;
    }

    /** The most promising of the treatments that were not accepted; empty where none is better on average. */
    Optional<Promise> promise() {
        return Optional.ofNullable(promise);
    }

    /**
     * The first treatment that ended all that failed before training, and under which something fails in training: what
     * failed before hid it, and no other treatment shows anything while that is there. Empty where there is none.
     */
    Optional<Promise> unmasked() {
        return Optional.ofNullable(unmasked);
    }

    /**
     * Of the treatments that were not accepted, but better in all trials, if not by the margin, and with nothing failing,
     * the one that leads most on average; empty where there is none.
     */
    Optional<Arm> narrowly() {
        return narrow.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** The treatments behind one that was accepted at the first look, which ended the round. */
    List<List<Recommendation>> untried() {
        return untried;
    }

    /** The first treatment that was tried and lowers rates; empty where there is none. */
    Optional<List<Recommendation>> slowed() {
        return Optional.ofNullable(slowed);
    }

    private void consider(Arm arm, int look) {
        Acceptance acceptance = laboratory.acceptance();
        double[] treated = arm.values(look);
        double[] untreated = controls.values(look);
        double lead = acceptance.meanLead(treated, untreated);
        if (lead > acceptance.scatter(untreated) && (promise == null || lead > promise.lead())) {
            promise = new Promise(arm.treatment(), lead, arm.gravest());
        }
        if (unmasked == null && admission.isMended(arm.before()) && arm.fails()) {
            unmasked = new Promise(arm.treatment(), lead, arm.gravest());
        }
        considerNarrow(arm, look);
    }

    private void considerNarrow(Arm arm, int look) {
        Acceptance acceptance = laboratory.acceptance();
        // What was trained to the end of the plan and refused there is held against that.
        int last = arm.wasLookedAt(laboratory.planned()) ? laboratory.planned() : look;
        double[] treated = arm.values(last);
        double[] untreated = controls.values(last);
        if (seeksNarrow && acceptance.isBetterOnAverage(treated, untreated) && !arm.fails()) {
            narrow.put(arm, acceptance.meanLead(treated, untreated));
        } else {
            narrow.remove(arm);
        }
    }

    private Optional<Arm> race(List<List<Recommendation>> treatments) {
        int first = laboratory.look(0);
        controls.complete(laboratory.plan().seeds());
        controls.trainTo(first);
        List<Arm> undecided = new ArrayList<>();
        for (int i = 0; i < treatments.size(); i++) {
            Optional<Arm> accepted = tried(treatments.get(i), undecided);
            if (accepted.isPresent()) {
                untried = treatments.subList(i + 1, treatments.size());
                return accepted;
            }
        }
        return goOn(undecided);
    }

    /** Tries a treatment at the first look, and at higher rates where it has raised them and each is better so far. */
    private Optional<Arm> tried(List<Recommendation> treatment, List<Arm> undecided) {
        int first = laboratory.look(0);
        Optional<List<Recommendation>> next = Optional.of(treatment);
        double reached = Double.NEGATIVE_INFINITY;
        for (int rung = 0; rung <= Rungs.MOST && next.isPresent(); rung++) {
            Optional<Arm> begun = admission.begin(next.get(), laboratory.plan().seeds());
            if (begun.isEmpty()) {
                break;
            }
            Arm arm = begun.get();
            arms.add(arm);
            if (slowed == null && Rungs.lowersRates(treatment)) {
                slowed = treatment;
            }
            arm.trainTo(first);
            if (isAccepted(arm, first)) {
                return begun;
            }
            double mean = mean(arm.values(first));
            next = mean > reached && isOpen(arm, first) ? Rungs.above(laboratory, arm) : Optional.empty();
            reached = mean;
            consider(arm, first);
            keepOrDischarge(arm, first, undecided);
        }
        return Optional.empty();
    }

    private Optional<Arm> goOn(List<Arm> undecided) {
        List<Arm> field = undecided;
        for (int index = 1; index < Laboratory.LOOKS && !field.isEmpty(); index++) {
            int before = laboratory.look(index - 1);
            int look = laboratory.look(index);
            controls.trainTo(look);
            List<Arm> better = field.stream()
                    .sorted(Comparator.<Arm, Boolean>comparing(Arm::fails)
                            .thenComparingDouble(arm -> -mean(arm.values(before))))
                    .limit((field.size() + 1) / 2)
                    .toList();
            field.stream().filter(arm -> !better.contains(arm)).forEach(this::giveUp);
            List<Arm> open = new ArrayList<>();
            for (Arm arm : better) {
                arm.trainTo(look);
                if (isAccepted(arm, look)) {
                    return Optional.of(arm);
                }
                consider(arm, look);
                keepOrDischarge(arm, look, open);
            }
            field = open;
        }
        return Optional.empty();
    }

    private void keepOrDischarge(Arm arm, int look, List<Arm> open) {
        if (isOpen(arm, look)) {
            open.add(arm);
        } else {
            giveUp(arm);
        }
    }

    private void giveUp(Arm arm) {
        if (!narrow.containsKey(arm)) {
            arm.discharge();
        }
    }

    private boolean isAccepted(Arm arm, int look) {
        if (!isBetter(arm, look)) {
            return false;
        }
        if (!toTheEnd) {
            return true;
        }
        controls.trainTo(laboratory.planned());
        arm.trainTo(laboratory.planned());
        return isBetter(arm, laboratory.planned());
    }

    private boolean isBetter(Arm arm, int look) {
        return laboratory.acceptance().isBetter(arm.values(look), controls.values(look)) && !arm.fails();
    }

    /** Whether more training may still show it to be better; not of what was refused at the end of the plan. */
    private boolean isOpen(Arm arm, int look) {
        if (arm.wasLookedAt(laboratory.planned())) {
            return false;
        }
        double[] values = arm.values(look);
        if (laboratory.acceptance().isBetter(values, controls.values(look))) {
            return true;
        }
        return arm.isImproving() && !laboratory.acceptance().isWorse(values, controls.values(look));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value)
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
