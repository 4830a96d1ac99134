package org.gradientdoctor.samples.faults.score;

import org.gradientdoctor.samples.faults.verdict.Moment;
import org.gradientdoctor.samples.statistics.Bootstrap;
import org.gradientdoctor.samples.statistics.Bootstrap.Interval;

/**
 * Ours against a peer on the same cases: recall less the rate of false alarms at any time.
 *
 * @param ahead by how much ours is larger
 * @param interval of the paired difference
 */
public record Comparison(double ahead, Interval interval) {
    private static final long SEED = 20_26;

    /** @param peer on the same cases in the same order */
    public static Comparison of(Scores ours, Scores peer, Moment moment) {
        if (ours.cases().size() != peer.cases().size()) {
            throw new IllegalArgumentException(ours.cases().size() + " cases of ours can't be paired with "
                    + peer.cases().size() + " of a peer");
        }
        return new Comparison(
                ours.advantage(moment) - peer.advantage(moment),
                Bootstrap.of(
                        ours.cases().size(),
                        SEED,
                        draw -> ours.advantage(moment, draw) - peer.advantage(moment, draw)));
    }
}
