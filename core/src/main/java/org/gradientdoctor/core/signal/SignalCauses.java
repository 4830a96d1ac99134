package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.reading.NetworkProfile;

/**
 * Causes that act in depth, each by the decades of the error signal that healing it restores in the recursion started
 * from the measured state, averaged over the orders of healing.
 *
 * <p>A raw gain is not a cause: He-initialized ReLU has a weight gain of √2 and a slope gain of 1/√2, and nothing is
 * wrong. What healing brings beyond a signal of constant size counts for nothing: it restores no decade.
 */
final class SignalCauses {
    /** Fewer layers are not too many, whatever each of them loses: what is left unexplained then stays so. */
    private static final int DEEP = 5;

    private final HealedSignal signal;
    private final boolean explodes;
    private final Map<Set<Healing>, Double> sickness = new HashMap<>();

    SignalCauses(NetworkProfile profile, SuspectReading suspect) {
        this.explodes = suspect.decades() > 0;
        this.signal = new HealedSignal(
                Site.along(profile, suspect.reading()), suspect.reading().input(), explodes ? 1 : -1);
    }

    List<Candidate> candidates() {
        if (signal.sites().size() < 2) {
            return List.of();
        }
        List<Healing> players = players();
        double[] shares = game(players).shares(set -> restored(healings(players, set)));
        Map<Cause, Candidate> found = new EnumMap<>(Cause.class);
        for (int i = 0; i < players.size(); i++) {
            Healing healing = players.get(i);
            HealingEffect effect = new HealingEffect(
                    healing,
                    shares[i],
                    restored(EnumSet.of(healing)),
                    sickness(Set.of()),
                    hidden(healing, shares, players));
            Candidate candidate = new HealingReport(signal, explodes).candidate(effect);
            if (candidate.counts()) {
                found.merge(candidate.cause(), candidate, Candidate::with);
            }
        }
        return List.copyOf(found.values());
    }

    private static Shapley game(List<Healing> players) {
        Shapley game = Shapley.of(players.size());
        for (int i = 0; i < players.size(); i++) {
            int after = 0;
            for (int other = 0; other < players.size(); other++) {
                if (players.get(i).after().contains(players.get(other))) {
                    after |= 1 << other;
                }
            }
            game = game.joining(i, after);
        }
        return game;
    }

    /** Only what the network has; and a scale that healed alone or with others would cost decades is none to blame. */
    private List<Healing> players() {
        Set<Healing> possible =
                explodes ? EnumSet.of(Healing.LARGE_WEIGHTS, Healing.DEPTH) : EnumSet.allOf(Healing.class);
        possible.removeIf(healing -> !concernsAny(healing));
        if (signal.sites().size() < DEEP) {
            possible.remove(Healing.DEPTH);
        }
        Set<Healing> scales = EnumSet.copyOf(Healing.SCALES);
        scales.retainAll(possible);
        List<Healing> players = new ArrayList<>();
        for (Healing healing : possible) {
            if (!scales.contains(healing) || helps(healing, scales)) {
                players.add(healing);
            }
        }
        return players;
    }

    private boolean concernsAny(Healing healing) {
        for (int i = 0; i < signal.sites().size(); i++) {
            if (signal.concerns(healing, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean helps(Healing healing, Set<Healing> scales) {
        List<Healing> others = new ArrayList<>(scales);
        others.remove(healing);
        for (int set = 0; set < 1 << others.size(); set++) {
            Set<Healing> without = healings(others, set);
            Set<Healing> with = EnumSet.of(healing);
            with.addAll(without);
            if (restored(with) > restored(without)) {
                return true;
            }
        }
        return false;
    }

    /** What another activation alone would restore of what is laid at this scale's door; 0 for what is no scale. */
    private double hidden(Healing healing, double[] shares, List<Healing> players) {
        int activation = players.indexOf(Healing.ACTIVATION);
        if (activation < 0 || !Healing.SCALES.contains(healing)) {
            return 0;
        }
        return Math.max(0, restored(EnumSet.of(Healing.ACTIVATION)) - shares[activation]);
    }

    private double restored(Set<Healing> healed) {
        return sickness(Set.of()) - sickness(healed);
    }

    private double sickness(Set<Healing> healed) {
        return sickness.computeIfAbsent(Set.copyOf(healed), signal::sickness);
    }

    private static Set<Healing> healings(List<Healing> players, int set) {
        Set<Healing> healed = EnumSet.noneOf(Healing.class);
        for (int i = 0; i < players.size(); i++) {
            if ((set >> i & 1) == 1) {
                healed.add(players.get(i));
            }
        }
        return healed;
    }
}
