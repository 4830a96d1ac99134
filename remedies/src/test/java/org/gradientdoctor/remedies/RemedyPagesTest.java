package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class RemedyPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "remedies");
    private static final List<String> SECTIONS =
            List.of("## What it does", "## When it helps", "## When it does not", "## Safety", "## Source");

    private final List<Remedy> remedies =
            EveryRemedy.on(Networks.dense(new Sgd(.1)).model());

    @Test
    void everyRemedyHasAPageAndEveryPageARemedy() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            Set<String> pages = files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .filter(name -> !name.equals("README"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(pages)
                    .isEqualTo(remedies.stream().map(Remedy::name).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void everyPageHasTheSectionsInOrder() throws IOException {
        for (Remedy remedy : remedies) {
            List<String> headings = Files.readAllLines(PAGES.resolve(remedy.name() + ".md")).stream()
                    .filter(line -> line.startsWith("## "))
                    .toList();
            assertThat(headings).as(remedy.name()).isEqualTo(SECTIONS);
        }
    }

    @Test
    void everyRemedyClassTakesPartInTheContractTest() throws IOException, URISyntaxException {
        Path classes = Path.of(SwapActivation.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(SwapActivation.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(classes)) {
            Set<String> found = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .map(name -> name.replace(".class", ""))
                    .filter(RemedyPagesTest::isRemedy)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found)
                    .isEqualTo(remedies.stream()
                            .map(remedy -> remedy.getClass().getSimpleName())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static boolean isRemedy(String name) {
        try {
            return Remedy.class.isAssignableFrom(Class.forName(SwapActivation.class.getPackageName() + "." + name));
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
