package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;

/**
 * What is wrong with the untreated network, told apart from what is wrong with a few examples of its training data.
 *
 * @param laboratory where trials go on: without examples that do harm
 * @param found with the data that trials go on with
 * @param asGiven untreated trials with the examples that are left out; empty where none are
 */
record Examination(Laboratory laboratory, Diagnosing found, Optional<Arm> asGiven) {

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
        Examination examination = new Examination(finite, found, faulty.map(FaultyData::asGiven));
        return examination.isJudged() ? examination.withoutStrays(proceedings).orElse(examination) : examination;
    }

    /** Without a few examples that are too large; empty where there are none, or the network is sound with them. */
    private Optional<Examination> withoutStrays(Proceedings proceedings) {
        Optional<StrayExamples> strays = StrayExamples.of(laboratory.training());
        if (strays.isEmpty()) {
            return Optional.empty();
        }
        String statement = strays.get().found(laboratory.training());
        if (isSound()) {
            proceedings.remark(statement + "; look for what made them.");
            return Optional.empty();
        }
        proceedings.remark(statement + "; the trials that follow are made without them: look for what made them.");
        Laboratory others = laboratory.with(strays.get().ordinary());
        Diagnosing without = Diagnosing.of(others, others.preflight());
        proceedings.arms().add(without.controls());
        return Optional.of(new Examination(others, without, asGiven.or(() -> Optional.of(found.controls()))));
    }

    /**
     * Whether leaving examples out is worth something by itself, where no treatment on top of it is: at the end of the
     * plan the untreated network is better without them, by the rule for treatments.
     */
    boolean isBetterWithout() {
        int end = laboratory.planned();
        return asGiven.filter(with -> {
                    List.of(with, found.controls()).forEach(arm -> {
                        arm.complete(laboratory.plan().seeds());
                        arm.trainTo(end);
                    });
                    return !found.controls().fails()
                            && laboratory.acceptance().isBetter(found.controls().values(end), with.values(end));
                })
                .isPresent();
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
