package org.gradientdoctor.samples.faults.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real repairs of a small case, of seconds. */
class RepairRunnerTest {
    private final BenchCase sick = TinyCases.altered("learning rate / 1000");

    private static List<Map<String, Repaired>> run(Path file, BenchCase sick, RepairArm... arms)
            throws InterruptedException {
        return new RepairRunner(RepairStore.open(file), List.of(arms), false, 1).run(List.of(sick));
    }

    private static Map<String, Repaired> onAllData(Path file, BenchCase sick, RepairArm... arms)
            throws InterruptedException {
        return new RepairRunner(RepairStore.open(file), List.of(arms), true, 1)
                .run(List.of(sick))
                .get(0);
    }

    @Test
    void allArmsGoOnWithAllDataWhereOursDoes(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("repairs.tsv");
        Map<String, Repaired> shown =
                run(file, sick, new BestPractice(), new Reseeded()).get(0);
        Map<String, Repaired> results = onAllData(file, sick, new BestPractice(), new Reseeded());

        assertThat(results.keySet()).isEqualTo(shown.keySet());
        results.forEach((arm, result) -> {
            int planned = (arm.equals(RepairRunner.SOUND_TWIN) ? sick.twin() : sick).iterations();
            assertThat(result.iterations())
                    .as(arm)
                    .isEqualTo(of(shown, arm).iterations() + (int) Math.ceil(.4 * planned));
            assertThat(result.chosen()).as(arm).isEqualTo(of(shown, arm).chosen());
            assertThat(result.looks()).as(arm).isEqualTo(of(shown, arm).looks());
            assertThat(result.tried()).as(arm).contains("with the validation data among its training data");
        });
        // Both are kept in one file, and neither is taken for the other.
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(10);
        assertThat(onAllData(file, sick, new BestPractice(), new Reseeded())).isEqualTo(results);
        assertThat(run(file, sick, new BestPractice(), new Reseeded()).get(0)).isEqualTo(shown);
        assertThat(Files.readAllLines(file)).isEqualTo(lines);
    }

    /** An untreated training that has diverged has nothing to go on with, and keeps its score. */
    @Test
    void whatHasDivergedStays(@TempDir Path folder) throws InterruptedException {
        BenchCase diverging = TinyCases.altered("not a number");
        Map<String, Repaired> results = onAllData(folder.resolve("repairs.tsv"), diverging);
        Repaired untreated = of(results, PlainlyTrained.NAME);
        assertThat(untreated.chosen()).isEqualTo(PlainlyTrained.NAME);
        assertThat(untreated.score().value()).isNegative();
        assertThat(untreated.tried()).contains("It did not go on");
        assertThat(of(results, Advised.NAME).score().value()).isPositive();
    }

    @Test
    void everyArmGetsTheBudgetThatOursUsed(@TempDir Path folder) throws InterruptedException {
        Map<String, Repaired> results = run(
                        folder.resolve("repairs.tsv"),
                        sick,
                        new BestPractice(),
                        new RandomRemedies(),
                        new Reseeded(),
                        new AutoTrainerOrder())
                .get(0);

        int plain = sick.iterations();
        int budget = of(results, Advised.NAME).iterations();
        assertThat(budget).isGreaterThanOrEqualTo(plain);
        for (String arm : List.of("random remedies", "reseeded")) {
            assertThat(of(results, arm).iterations()).as(arm).isBetween(budget, budget + plain - 1);
        }
        assertThat(of(results, "best practice").iterations()).isEqualTo(plain);
        assertThat(of(results, "AUTOTRAINER").iterations()).isBetween(plain / 4, budget + 2 * plain);
        assertThat(of(results, RepairRunner.SOUND_TWIN).score().value())
                .isGreaterThan(of(results, PlainlyTrained.NAME).score().value());
        assertThat(results.values()).noneMatch(result -> result.chosen().equals("threw"));
    }

    private static Repaired of(Map<String, Repaired> results, String arm) {
        return Objects.requireNonNull(results.get(arm), arm);
    }

    @Test
    void whatWasDoneIsNotDoneAgainAndACutLineIs(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("repairs.tsv");
        BenchCase sound = TinyCases.sound("dense on tables");
        List<Map<String, Repaired>> once = run(file, sound, new Reseeded());
        List<String> lines = Files.readAllLines(file);

        assertThat(lines).hasSize(4);
        assertThat(run(file, sound, new Reseeded())).isEqualTo(once);
        assertThat(Files.readAllLines(file)).isEqualTo(lines);

        List<String> cut = new ArrayList<>(lines.subList(0, 3));
        cut.add(lines.get(3).substring(0, lines.get(3).length() - 3));
        Files.write(file, cut);
        assertThat(run(file, sound, new Reseeded())).isEqualTo(once);
        assertThat(Files.readAllLines(file)).hasSize(5).endsWith(lines.get(3));
    }
}
