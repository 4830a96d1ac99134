package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;

/**
 * What is wrong with the untreated network, told apart from what is wrong with a few examples of its training data.
 *
 * @param laboratory where trials go on: without examples that do harm
 * @param found with the data that trials go on with
 * @param leavesOut whether examples are left out
 * @param withStrays untreated trials with examples that are too large; empty where none of these are left out
 */
record Examination(Laboratory laboratory, Diagnosing found, boolean leavesOut, Optional<Arm> withStrays) {

    /**
     * @param before what the preflight has shown
     * @param proceedings where it is put down
     */
    static Examination of(Laboratory laboratory, Diagnosis before, Proceedings proceedings) {
        Optional<FaultyData> faulty = FaultyData.of(laboratory, before);
        faulty.ifPresent(found -> {
            proceedings.arms().add(found.asGiven());
            proceedings.diagnose(found.diagnosis());
            proceedings.remark(found.statement(laboratory.training()));
        });
        // Values that are not finite hide whatever else is wrong.
        Laboratory finite = faulty.map(found -> laboratory.with(found.finite())).orElse(laboratory);
        Diagnosing found = Diagnosing.of(finite, faulty.isEmpty() ? before : finite.preflight());
        if (faulty.isEmpty()) {
            proceedings.diagnose(found.diagnosis());
        }
        proceedings.arms().add(found.controls());
        Examination examination = new Examination(finite, found, faulty.isPresent(), Optional.empty());
        return examination.isJudged()
                ? examination.withoutStrays(before, proceedings).orElse(examination)
                : examination;
    }

    /** Without a few examples that are too large; empty where there are none, or the network is sound with them. */
    private Optional<Examination> withoutStrays(Diagnosis before, Proceedings proceedings) {
        Optional<StrayExamples> strays = StrayExamples.of(laboratory.training(), before);
        if (strays.isEmpty()) {
            return Optional.empty();
        }
        String statement = strays.get().found(laboratory.training());
        if (isSound()) {
            proceedings.remark(statement + "; look for what made them.");
            return Optional.empty();
        }
        Laboratory others = laboratory.with(strays.get().ordinary());
        Diagnosing without = Diagnosing.of(others, others.preflight());
        proceedings.arms().add(without.controls());
        Examination examination = new Examination(others, without, true, Optional.of(found.controls()));
        if (!examination.isJudged()) {
            proceedings.remark(statement + "; look for what made them.");
            return Optional.empty();
        }
        proceedings.remark(statement + "; treatments are tried without them: look for what made them.");
        return Optional.of(examination);
    }

    /** What the untreated network comes to, on either data: what comes back has to be better than each of the groups. */
    List<double[]> untreated() {
        return Stream.concat(Stream.of(found.controls().lastValues()), withThem().stream())
                .toList();
    }

    /**
     * What it comes to with examples that are left out. One that is too large may be a true one, so that a trial with such
     * examples is trained to the end of the plan; one with NaN comes to nothing, and is not even tried.
     */
    Optional<double[]> withThem() {
        return withStrays.map(arm -> {
            arm.trainTo(0, laboratory.planned());
            return arm.lastValues();
        });
    }

    /**
     * Whether leaving out examples that are too large is worth something by itself: by the rule for treatments, at the
     * first look or at the end of the plan, the untreated network is better without them. False where none are left out.
     */
    boolean isBetterWithout() {
        return withStrays
                .filter(with ->
                        isBetterWithout(with, laboratory.look(0)) || isBetterWithout(with, laboratory.planned()))
                .isPresent();
    }

    private boolean isBetterWithout(Arm with, int look) {
        Arm without = found.controls();
        without.complete(laboratory.plan().seeds());
        without.trainTo(look);
        if (without.fails()) {
            return false;
        }
        // Where more seeds were needed there are more without.
        with.complete(without.lastValues().length);
        with.trainTo(look);
        return laboratory.acceptance().isBetter(without.values(look), with.values(look));
    }

    private Outcome verdict() {
        return found.diagnosis().verdict();
    }

    /** Whether there was enough to judge by. */
    boolean isJudged() {
        return verdict() != Outcome.NOT_EVALUATED;
    }

    /** Whether nothing is to be treated. */
    boolean isSound() {
        return verdict() == Outcome.HEALTHY
                || (onlyWarns() && !laboratory.plan().treatsWarnings());
    }

    /** Whether nothing fails. */
    boolean onlyWarns() {
        return verdict() == Outcome.WARNING;
    }
}
