package org.gradientdoctor.samples.faults.score;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.gradientdoctor.samples.faults.verdict.Verdict;
import org.gradientdoctor.samples.statistics.Bootstrap;
import org.gradientdoctor.samples.statistics.Wilson;

/** How good one contestant is on some cases. */
public final class Scores {
    private static final long SEED = 2026;

    private final List<Scored> cases;

    public Scores(List<Scored> cases) {
        this.cases = cases.stream().filter(each -> !each.isApart()).toList();
    }

    /**
     * Which share of sick cases had a right alarm within so many iterations.
     *
     * @param iterations several numbers of them
     */
    public double[] warnedWithin(double[] iterations) {
        List<Scored> sick =
                cases.stream().filter(scored -> scored.is(State.SICK)).toList();
        return DoubleStream.of(iterations)
                .map(most -> (double) sick.stream()
                                .filter(scored ->
                                        scored.verdict().firstWarning().orElse(Integer.MAX_VALUE) <= most)
                                .count()
                        / sick.size())
                .toArray();
    }

    /** The cases that count. */
    List<Scored> cases() {
        return cases;
    }

    /** Share of sick cases that were called failing. */
    public Wilson recall(Moment moment) {
        return share(State.SICK, scored -> scored.verdict().at(moment) == Outcome.FAILING);
    }

    /** Share of sick cases of which something sick was said. */
    public Wilson warned(Moment moment) {
        return share(State.SICK, scored -> scored.verdict().at(moment).isSick());
    }

    /** Share of impaired cases of which something sick was said. */
    public Wilson impairedFound(Moment moment) {
        return share(State.IMPAIRED, scored -> scored.verdict().at(moment).isSick());
    }

    /** Share of healthy cases that were called failing at that moment. */
    public Wilson falseAlarms(Moment moment) {
        return share(State.HEALTHY, scored -> scored.verdict().at(moment) == Outcome.FAILING);
    }

    /** Share of healthy cases that were called failing at any time. */
    public Wilson falseAlarms() {
        return share(State.HEALTHY, scored -> scored.verdict().gravest() == Outcome.FAILING);
    }

    /** Share of healthy cases of which anything sick was said at any time. */
    public Wilson falseWarnings() {
        return share(State.HEALTHY, scored -> scored.verdict().gravest().isSick());
    }

    /** Healthy cases that were called failing, for each thousand iterations of healthy training. */
    public double falseAlarmsPerThousand() {
        long iterations = cases.stream()
                .filter(scored -> scored.is(State.HEALTHY))
                .mapToLong(Scored::iterations)
                .sum();
        return 1000.0 * falseAlarms().hits() / iterations;
    }

    /** Share of sick cases whose right cause is among the first so many. */
    public Wilson cause(int among) {
        return share(State.SICK, scored -> scored.isCauseRight(among));
    }

    /** Share of sick cases with a fault in a known layer where that layer is among those named at the end. */
    public Wilson located() {
        List<Scored> local = sickAndLocal();
        return new Wilson((int) local.stream().filter(Scored::isLocated).count(), local.size());
    }

    /** Which share of the network's layers was named there, in the mean: naming all would always be right. */
    public double shareOfLayersNamed() {
        return sickAndLocal().stream()
                .mapToDouble(Scored::shareOfLayersNamed)
                .average()
                .orElse(Double.NaN);
    }

    private List<Scored> sickAndLocal() {
        return cases.stream()
                .filter(scored -> scored.is(State.SICK) && scored.isLocal())
                .toList();
    }

    /**
     * Median over sick cases of the iterations made when a right warning came first; infinite if most had none.
     *
     * @return with its bootstrap interval
     */
    public Figure medianFirstWarning() {
        return median(Verdict::firstWarning);
    }

    /** The same for failing. */
    public Figure medianFirstFailing() {
        return median(Verdict::firstFailing);
    }

    private Figure median(Function<Verdict, OptionalInt> first) {
        List<Scored> sick =
                cases.stream().filter(scored -> scored.is(State.SICK)).toList();
        if (sick.isEmpty()) {
            return new Figure(Double.NaN, Double.NaN, Double.NaN);
        }
        Bootstrap.Interval interval = Bootstrap.of(sick.size(), SEED, draw -> median(sick, first, draw));
        int[] all = IntStream.range(0, sick.size()).toArray();
        return new Figure(median(sick, first, all), interval.low(), interval.high());
    }

    private static double median(List<Scored> sick, Function<Verdict, OptionalInt> first, int[] draw) {
        double[] sorted = IntStream.of(draw)
                .mapToDouble(i -> {
                    OptionalInt alarm = first.apply(sick.get(i).verdict());
                    return alarm.isPresent() ? alarm.getAsInt() : Double.POSITIVE_INFINITY;
                })
                .sorted()
                .toArray();
        return sorted[(sorted.length - 1) / 2];
    }

    /** Recall less the rate of false alarms at any time, over a draw of cases. */
    double advantage(Moment moment, int[] draw) {
        double sick = 0;
        double found = 0;
        double healthy = 0;
        double alarms = 0;
        for (int i : draw) {
            Scored scored = cases.get(i);
            if (scored.is(State.SICK)) {
                sick++;
                found += scored.verdict().at(moment) == Outcome.FAILING ? 1 : 0;
            } else if (scored.is(State.HEALTHY)) {
                healthy++;
                alarms += scored.verdict().gravest() == Outcome.FAILING ? 1 : 0;
            }
        }
        return found / sick - alarms / healthy;
    }

    /** Recall less the rate of false alarms at any time. */
    public double advantage(Moment moment) {
        return advantage(moment, IntStream.range(0, cases.size()).toArray());
    }

    private Wilson share(State state, Predicate<Scored> hit) {
        List<Scored> all = cases.stream().filter(scored -> scored.is(state)).toList();
        return new Wilson((int) all.stream().filter(hit).count(), all.size());
    }
}
