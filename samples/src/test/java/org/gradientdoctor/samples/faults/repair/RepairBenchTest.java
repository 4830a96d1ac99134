package org.gradientdoctor.samples.faults.repair;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.repair.RepairBench.Rival;
import org.junit.jupiter.api.Test;

class RepairBenchTest {

    @Test
    void allArmsRunOnTheTuningPartIfNothingElseIsSaid() {
        RepairBench bench = new RepairBench();
        RepairBench.command(bench).parseArgs();

        assertThat(bench.part).isEqualTo(Part.TUNING);
        assertThat(bench.arms).containsExactly(Rival.values());
        assertThat(bench.cases).isEqualTo(120);
    }

    @Test
    void armsAreNamedAsTheHelpNamesThem() {
        RepairBench bench = new RepairBench();
        RepairBench.command(bench).parseArgs("--arms", "best-practice,autotrainer", "--part", "tuning");

        assertThat(bench.arms).containsExactly(Rival.BEST_PRACTICE, Rival.AUTOTRAINER);
    }
}
