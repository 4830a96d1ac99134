package org.gradientdoctor.samples.faults.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Trials can be repeated, whatever the thread did before, and arms change what they say. */
class TrialTest {
    private final BenchCase sound = new Cases()
            .of(Part.TUNING).stream()
                    .filter(each -> each.isSound() && each.family().equals("dense on tables"))
                    .findFirst()
                    .orElseThrow()
                    .shortened(20);

    @Test
    void theSameSeedGivesTheSameScoreToTheBit() {
        Score once = new Trial(sound, 1).run();
        Nd4j.getRandom().setSeed(4711);
        Nd4j.rand(3, 3);

        assertThat(new Trial(sound, 1).run()).isEqualTo(once);
        assertThat(new Trial(sound, 2).run()).isNotEqualTo(once);
    }

    @Test
    void anArmTreatsTheNetworkBeforeItIsTrained() {
        Score constantOnly = new Trial(sound, 1, new Zeroed()).run();

        assertThat(constantOnly.value()).isLessThan(new Trial(sound, 1).run().value());
        assertThat(new Trial(sound, 1, new Reseeded()).run()).isEqualTo(new Trial(sound, 1, new Reseeded()).run());
    }

    @Test
    void scoresOfArmsAreKeptApartAndNotMeasuredTwice(@TempDir Path folder) throws InterruptedException {
        Path file = folder.resolve("trials.tsv");
        TrialStore store = TrialStore.open(file);
        new TrialRunner(store, 1).run(List.of(sound), List.of(new Zeroed()));

        TrialStore again = TrialStore.open(file);
        for (long seed = 0; seed < TrialRunner.SEEDS; seed++) {
            Score untreated = again.find(sound, seed).orElseThrow();
            Score zeroed = again.find(sound, seed, new Zeroed()).orElseThrow();
            assertThat(zeroed.value()).isLessThan(untreated.value());
            assertThat(again.find(sound, seed, new Reseeded())).isEmpty();
        }
    }

    /** All parameters 0, and nothing is learned. */
    private record Zeroed() implements Arm {
        @Override
        public String name() {
            return "zeroed";
        }

        @Override
        public Model treat(BenchCase trained, Model untreated, Split data, long seed) {
            untreated.params().assign(0);
            return untreated;
        }
    }
}
