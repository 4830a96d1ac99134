package org.gradientdoctor.samples.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradientdoctor.samples.notebooks.Notebook.Cell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All notebooks, without Jupyter: every cell is executed, with short trainings, and what they say is checked. */
class NotebooksTest {
    /** The one setting that every notebook reads, in its first cell of code. */
    private static final String EPOCHS = "notebook.epochs";

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    static List<Path> files() throws IOException {
        return Notebook.files();
    }

    @AfterEach
    void trainAsLongAsTheNotebookSays() {
        System.clearProperty(EPOCHS);
    }

    @Test
    void everyNotebookHasAStoryToCheck() throws IOException {
        assertThat(files().stream().map(NotebooksTest::name)).containsExactlyInAnyOrderElementsOf(Story.ALL.keySet());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyCellRunsAndWhatTheNotebookSaysIsSo(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        Story story = Objects.requireNonNull(Story.ALL.get(name(file)), "a notebook without a story");
        System.setProperty(EPOCHS, String.valueOf(story.epochs()));
        String printed;
        try (Session session = new Session();
                Printed output = new Printed()) {
            for (Cell cell : notebook.cells()) {
                if (cell.code()) {
                    session.run(notebook.name(), cell.number(), cell.source());
                }
            }
            for (String claim : story.claims()) {
                assertThat(session.value(claim))
                        .as("%s says: %s", notebook.name(), claim)
                        .isEqualTo("true");
            }
            printed = output.text();
        }
        assertThat(Pattern.compile("^text/html <", Pattern.MULTILINE)
                        .matcher(printed)
                        .results())
                .as("pictures of %s", notebook.name())
                .hasSizeGreaterThanOrEqualTo(story.pictures());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aNotebookIsCommittedWithoutOutputsAndForAnyJavaKernel(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);

        assertThat(notebook.json().path("nbformat").asInt()).isEqualTo(4);
        assertThat(notebook.json()
                        .path("metadata")
                        .path("kernelspec")
                        .path("name")
                        .asText())
                .isEqualTo("java");
        assertThat(notebook.cells()).hasSizeGreaterThan(8);
        for (Cell cell : notebook.cells()) {
            String place = notebook.name() + ", cell " + cell.number();
            assertThat(cell.source()).as(place).isNotBlank();
            if (cell.code()) {
                assertThat(cell.json().path("outputs"))
                        .as("outputs of " + place)
                        .isEmpty();
                assertThat(cell.json().path("execution_count").isNull())
                        .as("no execution count in " + place)
                        .isTrue();
                assertThat(cell.source().lines().filter(line -> line.startsWith("%")))
                        .as("lines for one kernel only in " + place)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFirstCellOfCodeSaysHowLongIsTrained(Path file) throws IOException {
        Cell first = Notebook.read(file).cells().stream()
                .filter(Cell::code)
                .findFirst()
                .orElseThrow();

        assertThat(first.source()).containsPattern("int epochs = Integer\\.getInteger\\(\"" + EPOCHS + "\", \\d+\\);");
    }

    /** JShell and the kernels on it lose the values of variables with every import that comes after them. */
    @ParameterizedTest
    @MethodSource("files")
    void importsStandBeforeEverythingElse(Path file) throws IOException {
        String code = Notebook.read(file).cells().stream()
                .filter(Cell::code)
                .map(Cell::source)
                .reduce("", (before, cell) -> before + cell + "\n");

        assertThat(code.lines().filter(line -> !line.isBlank()).dropWhile(line -> line.startsWith("import ")))
                .noneMatch(line -> line.startsWith("import "));
    }

    @ParameterizedTest
    @MethodSource("files")
    void linksLeadToNotebooksAndPagesThatAreThere(Path file) throws IOException {
        for (Cell cell : Notebook.read(file).cells()) {
            Matcher links = LINK.matcher(cell.code() ? "" : cell.source());
            while (links.find()) {
                assertThat(Notebook.FOLDER.resolve(links.group(1)))
                        .as("link in %s, cell %d", file, cell.number())
                        .matches(Files::exists, "exists");
            }
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".ipynb", "");
    }
}
