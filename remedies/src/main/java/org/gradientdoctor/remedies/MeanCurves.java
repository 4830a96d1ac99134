package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.gradientdoctor.core.html.page.Event;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.remedies.trial.LossCurve;

/**
 * The trials of one treatment as one curve, as long as the longest of them: the mean of those that were trained so far. A
 * trial that ended before its time stays in it as a mark wherever it has nothing to give.
 */
final class MeanCurves {
    private MeanCurves() {}

    /** The training loss, at the middles of the longest trial's stretches of iterations. */
    static List<Dot> losses(List<Trial> trials) {
        LossCurve longest = trials.stream()
                .map(Trial::losses)
                .max(Comparator.comparingInt(LossCurve::iterations))
                .orElseThrow();
        int points = longest.losses().size();
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            int from = LossCurve.begin(longest.iterations(), i, points);
            int to = LossCurve.begin(longest.iterations(), i + 1, points);
            Mean mean = new Mean();
            for (Trial trial : trials) {
                if (from < trial.iterations()) {
                    mean.add(trial.losses().over(from, Math.min(to, trial.iterations())));
                }
                mean.broken |= to > trial.iterations() && trial.failed().isPresent();
            }
            dots.add(mean.at((from + to) / 2.0));
        }
        return dots;
    }

    /** The metric, wherever one of the trials was looked at. */
    static List<Dot> values(List<Trial> trials) {
        TreeSet<Integer> places = new TreeSet<>();
        trials.forEach(trial -> trial.looks().forEach(look -> places.add(look.iterations())));
        List<Dot> dots = new ArrayList<>();
        for (int place : places) {
            Mean mean = new Mean();
            for (Trial trial : trials) {
                trial.looks().stream()
                        .filter(look -> look.iterations() == place)
                        .forEach(look -> mean.add(look.value()));
                mean.broken |= place > trial.iterations() && trial.failed().isPresent();
            }
            dots.add(mean.at(place));
        }
        return dots;
    }

    /** Where trials ended before their time: one event for all trials of a treatment. */
    static List<Event> ends(String treatment, List<Trial> trials) {
        List<Trial> ended =
                trials.stream().filter(trial -> trial.failed().isPresent()).toList();
        return ended.stream()
                .min(Comparator.comparingInt(Trial::iterations))
                .map(first -> List.of(new Event(
                        first.iterations(),
                        "trial ended",
                        treatment + ": " + ended.size() + " of " + trials.size()
                                + " before their time, the first because "
                                + first.failed().orElseThrow())))
                .orElse(List.of());
    }

    /** Of what is finite; not finite where nothing is. */
    private static final class Mean {
        private double sum;
        private int finite;
        private boolean broken;

        void add(double value) {
            if (Double.isFinite(value)) {
                sum += value;
                finite++;
            } else {
                broken = true;
            }
        }

        Dot at(double x) {
            return new Dot(x, finite == 0 ? Double.NaN : sum / finite, broken);
        }
    }
}
