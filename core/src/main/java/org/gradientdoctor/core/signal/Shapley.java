package org.gradientdoctor.core.signal;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Shares of players in what they achieve together: the mean, over the orders in which they may join, of what each adds
 * on joining (Shapley 1953). Where some may join only after others, only the orders that respect this count (Faigle and
 * Kern 1992). Exact: every set of players is worth something, and each set is valued once.
 */
final class Shapley {
    /** 2¹⁰ sets; the causes that act in depth are seven. */
    private static final int MOST_PLAYERS = 10;

    private final int players;
    private final int[] after;

    private Shapley(int players, int[] after) {
        this.players = players;
        this.after = after;
    }

    /**
     * A game whose players join in any order.
     *
     * @throws IllegalArgumentException if there are fewer than none or more than ten
     */
    static Shapley of(int players) {
        if (players < 0 || players > MOST_PLAYERS) {
            throw new IllegalArgumentException(players + " players: the exact mean over orders takes 2^players"
                    + " evaluations and is meant for at most " + MOST_PLAYERS);
        }
        return new Shapley(players, new int[players]);
    }

    /** The same game, in which one player joins only after all of these (a set of bits). */
    Shapley joining(int player, int after) {
        int[] more = this.after.clone();
        more[player] |= after & ~(1 << player);
        return new Shapley(players, more);
    }

    /**
     * Each player's share; together they are worth what all achieve less what none does.
     *
     * @param value what a set of players (bit i for player i) achieves; asked once for each set that may come about
     * @throws IllegalArgumentException if players wait for each other, so that there is no order at all
     */
    double[] shares(IntToDoubleFunction value) {
        int all = (1 << players) - 1;
        double[] before = ordersBefore(all);
        double[] thereafter = ordersThereafter(all);
        if (before[all] == 0) {
            throw new IllegalArgumentException("players wait for each other: " + Arrays.toString(after));
        }
        double[] worth = new double[all + 1];
        for (int set = 0; set <= all; set++) {
            worth[set] = before[set] > 0 ? value.applyAsDouble(set) : Double.NaN;
        }
        double[] shares = new double[players];
        for (int set = 0; set <= all; set++) {
            for (int player = 0; player < players; player++) {
                if (before[set] > 0 && mayJoin(player, set)) {
                    int joined = set | 1 << player;
                    double weight = before[set] * thereafter[joined] / before[all];
                    shares[player] += weight * (worth[joined] - worth[set]);
                }
            }
        }
        return shares;
    }

    private boolean mayJoin(int player, int set) {
        return (set & 1 << player) == 0 && (after[player] & ~set) == 0;
    }

    /** In how many orders a set's players may have joined; 0 for a set that cannot come about. */
    private double[] ordersBefore(int all) {
        double[] orders = new double[all + 1];
        orders[0] = 1;
        for (int set = 0; set <= all; set++) {
            for (int player = 0; player < players; player++) {
                if (orders[set] > 0 && mayJoin(player, set)) {
                    orders[set | 1 << player] += orders[set];
                }
            }
        }
        return orders;
    }

    /** In how many orders the others may still join a set. */
    private double[] ordersThereafter(int all) {
        double[] orders = new double[all + 1];
        orders[all] = 1;
        for (int set = all - 1; set >= 0; set--) {
            for (int player = 0; player < players; player++) {
                if (mayJoin(player, set)) {
                    orders[set] += orders[set | 1 << player];
                }
            }
        }
        return orders;
    }
}
