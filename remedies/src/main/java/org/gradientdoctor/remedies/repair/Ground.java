package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.Recommendation;

/**
 * What the treatments of a round are tried on top of.
 *
 * @param kind how it came to be
 * @param base what is applied already
 * @param diagnosis what is wrong with the network so treated
 * @param rungs the base at other rates, tried before all advice
 */
record Ground(Kind kind, List<Recommendation> base, Diagnosis diagnosis, List<Recommendation> rungs) {
    /** Of what is wrong; from here on a rate too high is most of it. */
    private static final double MOST = .5;

    enum Kind {
        /** The network as it was given. */
        UNTREATED,
        /** A treatment that was accepted, with symptoms left. */
        ACCEPTED,
        /** Half of a cure: the other half is looked for on top of it, and both are held against no treatment. */
        PROMISING,
        /** A treatment that ended what failed before training, which has hidden what fails in training. */
        UNMASKED,
        /** A rate that was lowered in vain: lower ones are tried and nothing else. */
        SLOWED
    }

    static Ground untreated(Diagnosis diagnosis) {
        return new Ground(Kind.UNTREATED, List.of(), diagnosis, List.of());
    }

    static Ground on(Arm accepted) {
        return new Ground(Kind.ACCEPTED, accepted.treatment(), accepted.gravest(), List.of());
    }

    /**
     * The ground of the next round where nothing was accepted in this one; empty where there is none.
     *
     * @param race this round
     */
    Optional<Ground> next(Laboratory laboratory, Race race) {
        if (kind != Kind.UNTREATED && kind != Kind.UNMASKED) {
            return Optional.empty();
        }
        return race.promise()
                .map(half -> on(Kind.PROMISING, half, laboratory))
                .or(() -> race.unmasked()
                        .filter(mended -> kind == Kind.UNTREATED && !Rungs.lowersRates(mended.treatment()))
                        .map(mended -> on(Kind.UNMASKED, mended, laboratory)))
                .or(() -> race.slowed()
                        .filter(slowed -> isRateTooHigh())
                        .map(slowed -> new Ground(Kind.SLOWED, slowed, diagnosis, Rungs.below(laboratory, slowed))));
    }

    private static Ground on(Kind kind, Promise found, Laboratory laboratory) {
        return new Ground(kind, found.treatment(), found.diagnosis(), Rungs.around(laboratory, found.treatment()));
    }

    private boolean isRateTooHigh() {
        return diagnosis.causes().stream()
                .anyMatch(cause -> cause.cause() == Cause.LEARNING_RATE_TOO_HIGH && cause.share() >= MOST);
    }

    /** Treatments on top of the base, each with one recommendation. */
    List<List<Recommendation>> with(List<Recommendation> advice) {
        return advice.stream()
                .map(each -> Stream.concat(base.stream(), Stream.of(each)).toList())
                .toList();
    }

    /** What such treatments have on top of the base. */
    List<Recommendation> adviceOf(List<List<Recommendation>> treatments) {
        return treatments.stream().map(each -> each.get(base.size())).toList();
    }

    /** Whether more is tried than its rungs. */
    boolean takesAdvice() {
        return kind != Kind.SLOWED;
    }
}
