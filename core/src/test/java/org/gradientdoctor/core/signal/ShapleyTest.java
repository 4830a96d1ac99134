package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ShapleyTest {
    private static final Offset<Double> EXACTLY = within(1e-12);

    @Test
    void whatAddsUpGoesToEachWhoBringsIt() {
        double[] shares = Shapley.of(3).shares(set -> 1 * (set & 1) + 2 * (set >> 1 & 1) + 4 * (set >> 2 & 1));

        assertThat(shares).containsExactly(new double[] {1, 2, 4}, EXACTLY);
    }

    @Test
    void substitutesShareEquallyWhatEitherWouldRestoreAlone() {
        double[] shares = Shapley.of(2).shares(set -> set == 0 ? 0 : 3);

        assertThat(shares).containsExactly(new double[] {1.5, 1.5}, EXACTLY);
    }

    @Test
    void complementsShareEquallyWhatOnlyBothAchieve() {
        double[] shares = Shapley.of(2).shares(set -> set == 3 ? 3 : 0);

        assertThat(shares).containsExactly(new double[] {1.5, 1.5}, EXACTLY);
    }

    @Test
    void oneWhoNeverAddsAnythingGetsNothing() {
        double[] shares = Shapley.of(3).shares(set -> (set & 1) + 2 * ((set & 2) >> 1));

        assertThat(shares[2]).isZero();
    }

    @Test
    void twoLeftGlovesAndARightOneComeToASixthEachAndTwoThirds() {
        // Worth 1 with the right glove (2) and a left one (0 or 1). The right glove completes a pair in the four of six
        // orders where it does not come first; each left one in one order: right first, then this left one.
        double[] shares = Shapley.of(3).shares(set -> (set & 4) != 0 && (set & 3) != 0 ? 1 : 0);

        assertThat(shares).containsExactly(new double[] {1 / 6.0, 1 / 6.0, 4 / 6.0}, EXACTLY);
    }

    @Test
    void whoMustJoinLaterGetsOnlyWhatIsLeftOfASubstitute() {
        double[] shares = Shapley.of(2).joining(1, 1).shares(set -> set == 0 ? 0 : 3);

        assertThat(shares).containsExactly(new double[] {3, 0}, EXACTLY);
    }

    @Test
    void sharesAreTheMeanOverAllOrdersOneByOne() {
        Random random = new Random(7);
        double[] worth = random.doubles(64).toArray();
        Shapley free = Shapley.of(6);
        Shapley ordered = free.joining(3, 0b000101).joining(5, 0b001011);

        assertThat(free.shares(set -> worth[set])).containsExactly(slowly(worth, new int[6]), within(1e-10));
        assertThat(ordered.shares(set -> worth[set]))
                .containsExactly(slowly(worth, new int[] {0, 0, 0, 0b000101, 0, 0b001011}), within(1e-10));
    }

    @Test
    void sharesSumToWhatAllAchieveAndEachSetIsValuedOnce() {
        Random random = new Random(8);
        double[] worth = random.doubles(64).toArray();
        List<Integer> asked = new ArrayList<>();
        double[] shares = Shapley.of(6).shares(set -> {
            asked.add(set);
            return worth[set];
        });

        assertThat(DoubleStream.of(shares).sum()).isCloseTo(worth[63] - worth[0], EXACTLY);
        assertThat(asked).hasSize(64).doesNotHaveDuplicates();
    }

    @Test
    void noPlayersShareNothing() {
        assertThat(Shapley.of(0).shares(set -> 5)).isEmpty();
    }

    @Test
    void gamesThatCannotBePlayedAreRefused() {
        assertThatThrownBy(() -> Shapley.of(11)).hasMessageContaining("11 players");
        assertThatThrownBy(() -> Shapley.of(2).joining(0, 2).joining(1, 1).shares(set -> 0))
                .hasMessageContaining("wait for each other");
    }

    /** Every order walked by itself. */
    private static double[] slowly(double[] worth, int[] after) {
        double[] sums = new double[after.length];
        int[] orders = {0};
        walk(worth, after, new ArrayList<>(), sums, orders);
        return DoubleStream.of(sums).map(sum -> sum / orders[0]).toArray();
    }

    private static void walk(double[] worth, int[] after, List<Integer> order, double[] sums, int[] orders) {
        if (order.size() == after.length) {
            orders[0]++;
            int set = 0;
            for (int player : order) {
                sums[player] += worth[set | 1 << player] - worth[set];
                set |= 1 << player;
            }
            return;
        }
        Set<Integer> there = new HashSet<>(order);
        for (int player = 0; player < after.length; player++) {
            boolean free = true;
            for (int other = 0; other < after.length; other++) {
                free &= (after[player] >> other & 1) == 0 || there.contains(other);
            }
            if (free && !there.contains(player)) {
                order.add(player);
                walk(worth, after, order, sums, orders);
                order.remove(order.size() - 1);
            }
        }
    }
}
