package org.gradientdoctor.remedies.repair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.listeners.capture.RandomState;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.RepairReport.Result;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.remedies.trial.MetricChoice;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.gradientdoctor.remedies.trial.StopSignal;
import org.gradientdoctor.remedies.trial.StoppedException;
import org.gradientdoctor.remedies.trial.TrialThreads;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Diagnoses a network, tries what is advised against untreated trials, and accepts what trains better. The given network
 * is only looked at, and the calling thread's random state stays as it is: all trials are made on other threads.
 */
public final class Repair {
    private final Adviser adviser;
    private final Diagnosis before;
    private final Proceedings proceedings;
    private Laboratory laboratory;
    private String decision = "";
    private @Nullable Finish end;
    /** Treatments that were advised behind accepted ones, the latest first. */
    private final List<List<Recommendation>> untried = new ArrayList<>();

    private @Nullable Arm best;
    /** What was accepted in earlier rounds than {@link #best}, the latest first. */
    private final Deque<Arm> below = new ArrayDeque<>();

    /**
     * @param before what is wrong with the given network before it is trained
     * @param faultyValidation what is wrong with the validation data; null where nothing is
     */
    private Repair(Adviser adviser, Laboratory laboratory, Diagnosis before, @Nullable String faultyValidation) {
        this.adviser = adviser;
        this.laboratory = laboratory;
        this.before = before;
        this.proceedings = new Proceedings(before);
        if (faultyValidation != null) {
            proceedings.remark(faultyValidation);
        }
    }

    /** What is told what is wrong and answers what may help, best first. */
    @FunctionalInterface
    public interface Adviser {
        List<Recommendation> advise(Model network, Diagnosis diagnosis, MultiDataSet batch);
    }

    /**
     * Repairs.
     *
     * @throws IllegalArgumentException where the data does not fit the network, or the network cannot be treated
     */
    public static RepairReport of(
            Adviser adviser, Model model, Minibatches training, Minibatches validation, RepairPlan plan) {
        return RandomState.preserve(() -> {
            StartingPoint start = StartingPoint.of(model);
            Diagnosis before = examined(start, training, "training");
            examined(start, validation, "validation");
            Metric metric = plan.metric().orElseGet(() -> MetricChoice.of(start.network(0), training));
            MeasurableData measurable = MeasurableData.of(metric, start.network(0), validation);
            double floor = metric.ofConstantAnswer(training, measurable.data());
            double constant = metric.ofConstantAnswer(measurable.data(), measurable.data());
            StopSignal stop = plan.stopSignal();
            try (TrialThreads threads = new TrialThreads(plan.parallelTrials())) {
                Laboratory laboratory = new Laboratory(
                        plan,
                        start,
                        training,
                        measurable.data(),
                        metric,
                        plan.iterations(training.count()),
                        floor,
                        constant,
                        stop,
                        threads);
                return new Repair(adviser, laboratory, before, measurable.statement()).run();
            }
        });
    }

    /** Examines the network with the first minibatch, which refuses data that does not fit it. */
    private static Diagnosis examined(StartingPoint start, Minibatches data, String role) {
        try {
            return Preflight.examine(start.network(0), data.get(0));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + role + " data does not fit the network: " + e.getMessage(), e);
        }
    }

    private RepairReport run() {
        try {
            return diagnoseAndTreat();
        } catch (StoppedException e) {
            return stopped(e);
        }
    }

    private RepairReport diagnoseAndTreat() {
        Examination examined = Examination.of(laboratory, before, proceedings);
        laboratory = examined.laboratory();
        if (!examined.isJudged()) {
            return kept(Result.NOT_EVALUATED, "There was not enough to judge by; the given network comes back.");
        }
        if (!examined.isSound()) {
            return treat(examined);
        }
        if (examined.withStrays().isPresent() && !examined.isBetterWithout()) {
            return kept(
                    Result.NO_REMEDY_HELPED,
                    "Without them nothing fails, and the network is no better by that in all of "
                            + laboratory.plan().seeds() + " trials; it comes back as it was given.");
        }
        if (examined.leavesOut()) {
            return cleaned(
                    examined, examined.onlyWarns() ? "Nothing else fails." : "Nothing else is wrong with the network.");
        }
        return kept(
                Result.HEALTHY,
                examined.onlyWarns()
                        ? "Nothing fails; the network comes back as it was given. What warns stands in the diagnosis."
                        : "Nothing is wrong with the network; it comes back as it was given.");
    }

    /** Without the faulty examples the network learns: it comes back trained so, where that is better than with them. */
    private RepairReport cleaned(Examination examined, String reason) {
        double[] withThem = examined.withThem().orElse(new double[] {Double.NaN});
        Optional<Finish> finish = Finish.of(laboratory, examined.found().controls(), List.of(withThem));
        if (finish.isEmpty()) {
            return kept(
                    Result.NO_REMEDY_HELPED,
                    decision
                            + "Without them the network comes to no more than as it was given; it comes back as it was.");
        }
        Finish end = finish.get();
        return proceedings.returned(
                laboratory,
                Result.CLEANED,
                reason + " Without these examples it reaches " + Finish.figure(laboratory.metric(), end.value())
                        + "; it comes back trained so.",
                end.arm(),
                end.trial(),
                FurtherTraining.ofTrial(laboratory, end.arm(), end.trial()));
    }

    private RepairReport treat(Examination examined) {
        Diagnosing found = examined.found();
        boolean onlyWarns = examined.onlyWarns();
        Arm controls = found.controls();
        Optional<Ground> ground = Optional.of(Ground.untreated(found.diagnosis()));
        boolean advised = false;
        Optional<Arm> narrow = Optional.empty();
        for (int round = 0; round < laboratory.plan().rounds() && ground.isPresent(); round++) {
            Ground present = ground.get();
            List<Recommendation> advice = new ArrayList<>(present.rungs());
            if (present.takesAdvice()) {
                advice.addAll(
                        new Consultation(adviser, laboratory, proceedings).advice(present.base(), present.diagnosis()));
            }
            advised |= !advice.isEmpty();
            boolean seeksNarrow = best == null && narrow.isEmpty() && MoreSeeds.mayDecide(laboratory.plan());
            Admission admission = Admission.of(laboratory, controls.before(), proceedings.skipped());
            Race race = new Race(laboratory, controls, onlyWarns, seeksNarrow, proceedings.arms(), admission);
            Optional<Arm> winner = race.run(present.with(advice));
            narrow = narrow.or(race::narrowly);
            if (winner.isPresent()) {
                Arm accepted = winner.get();
                if (best != null) {
                    below.push(best);
                }
                best = accepted;
                controls = accepted;
                List<Recommendation> others = new ArrayList<>(present.adviceOf(race.untried()));
                others.removeAll(present.rungs());
                untried.addAll(0, Alternatives.to(accepted, present.base(), others));
                ground = Optional.of(Ground.on(accepted))
                        .filter(left -> left.diagnosis().verdict().isSick());
            } else {
                ground = present.next(laboratory, race);
            }
        }
        if (best == null && narrow.isPresent()) {
            decideByMoreSeeds(found.controls(), narrow.get());
        }
        if (best != null) {
            return repaired(best, examined);
        }
        return advised
                ? untreated(examined, Result.NO_REMEDY_HELPED, decision + noneHelped())
                : untreated(
                        examined,
                        Result.NO_ADVICE,
                        "There is no advice for what is wrong; the given network comes back.");
    }

    /** Nothing was accepted: the given network, or the same trained without examples that do harm. */
    private RepairReport untreated(Examination examined, Result result, String summary) {
        return examined.isBetterWithout()
                ? cleaned(
                        examined,
                        decision.isEmpty()
                                ? "No treatment was accepted on top of that."
                                : decision + "No other treatment helped without these examples.")
                : kept(result, summary);
    }

    private void decideByMoreSeeds(Arm controls, Arm treated) {
        if (new MoreSeeds(laboratory, controls).accept(treated)) {
            best = treated;
            decision = "The treatment was better in all of " + laboratory.plan().seeds()
                    + " trials though not by the margin, and with as many again it is so in all of "
                    + 2 * laboratory.plan().seeds() + " and by the margin on average. ";
        } else {
            decision = "\"" + treated.title() + "\" was better in all of "
                    + laboratory.plan().seeds()
                    + " trials though not by the margin, and was no longer so with more training or more seeds. ";
        }
    }

    private String noneHelped() {
        return "No remedy helped: of " + proceedings.treatments()
                + " treatments none trained better than the untreated network in"
                + " all of " + laboratory.plan().seeds()
                + " trials by the margin, with nothing failing. The given network comes back.";
    }

    private RepairReport repaired(Arm arm, Examination examined) {
        Optional<Finish> finish = Finish.of(laboratory, arm, examined.untreated());
        if (finish.isEmpty()) {
            return withdrawn(arm, examined);
        }
        below.forEach(Arm::discharge);
        reach(finish.get());
        Finish last = furthered(finish.get(), examined.found().controls());
        return proceedings.returned(
                laboratory,
                Result.REPAIRED,
                decision + last.summary() + " The best comes back, trained so far.",
                last.arm(),
                last.trial(),
                FurtherTraining.ofTrial(laboratory, last.arm(), last.trial()));
    }

    /**
     * What was accepted does not last: what it was accepted on top of may; where nothing is left of that, what was advised
     * behind is tried, and has to be better to the end at once.
     */
    private RepairReport withdrawn(Arm arm, Examination examined) {
        decision += "\"" + arm.title()
                + "\" was accepted, and at the end of the plan none of its trials is better than no treatment. ";
        arm.discharge();
        best = below.poll();
        if (best == null) {
            best = instead(examined).orElse(null);
        }
        return best == null
                ? untreated(
                        examined,
                        Result.NO_REMEDY_HELPED,
                        decision + "No other remedy helped. The given network comes back.")
                : repaired(best, examined);
    }

    private Optional<Arm> instead(Examination examined) {
        if (untried.isEmpty()) {
            return Optional.empty();
        }
        Arm controls = examined.found().controls();
        Admission admission = Admission.of(laboratory, controls.before(), proceedings.skipped());
        Race race = new Race(laboratory, controls, true, false, proceedings.arms(), admission);
        Optional<Arm> other = race.run(List.copyOf(untried));
        untried.clear();
        untried.addAll(race.untried());
        return other;
    }

    /** What other rates, and other treatments where its share is poor, make of an accepted treatment. */
    private Finish furthered(Finish accepted, Arm controls) {
        RateLadder ladder = new RateLadder(laboratory, proceedings.arms(), this::reach);
        Finish climbed = ladder.climb(accepted);
        Admission admission = Admission.of(laboratory, controls.before(), proceedings.skipped());
        Finish other = new Alternatives(laboratory, admission, controls, untried, proceedings.arms())
                .weigh(climbed, this::reach);
        return other.equals(climbed) ? climbed : ladder.climb(other);
    }

    /** Keeps it to hand out, should the repair be stopped. */
    private void reach(Finish better) {
        end = better;
        best = better.arm();
    }

    private RepairReport kept(Result result, String summary) {
        StartingPoint start = laboratory.start();
        // A treated network can be read: its configuration comes from JSON.
        String loss = Surgery.lossWhenSaved(start.model())
                .map(sentence -> " " + sentence)
                .orElse("");
        return proceedings.kept(laboratory, result, summary + " " + start.description() + loss);
    }

    private RepairReport stopped(StoppedException reason) {
        String why = "The repair ended early because " + reason.getMessage() + ".";
        Arm arm = best;
        if (arm == null) {
            return kept(
                    Result.STOPPED,
                    why + " Nothing that lasts had been accepted by then; the given network comes back.");
        }
        int trial = end == null ? arm.bestFirst().get(0) : end.trial();
        return proceedings.returned(
                laboratory,
                Result.STOPPED,
                why + " What had been accepted by then comes back, trained for "
                        + arm.run(trial).iterations() + " iterations.",
                arm,
                trial,
                Optional.empty());
    }
}
