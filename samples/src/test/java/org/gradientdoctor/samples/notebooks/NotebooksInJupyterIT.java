package org.gradientdoctor.samples.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gradientdoctor.samples.notebooks.Notebook.Cell;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All notebooks as a reader runs them: at full length, by Jupyter and the Java kernel. Their pages stand in
 * {@code target/notebooks}; with the property {@code notebooks.publish} they go into the documentation, too.
 */
class NotebooksInJupyterIT {
    private static final Path EXECUTED = Path.of("target", "notebooks");
    private static final Path PUBLISHED = Path.of("..", "docs", "notebooks");
    /** A page is to be read on a phone as well. */
    private static final long LARGEST = 600_000;

    private final Jupyter jupyter = new Jupyter();

    static List<Path> files() throws IOException {
        return Notebook.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyNotebookRunsAndBecomesAPage(Path file) throws IOException, InterruptedException {
        Files.createDirectories(EXECUTED);
        jupyter.execute(file, EXECUTED);
        Path executed = EXECUTED.resolve(file.getFileName());
        Notebook notebook = Notebook.read(executed);
        String name = notebook.name().replace(".ipynb", "");

        for (Cell cell : notebook.cells()) {
            assertThat(cell.json().path("outputs").findValuesAsText("output_type"))
                    .as("outputs of %s, cell %d", notebook.name(), cell.number())
                    // What a cell shows is what it prints and draws, not what its last expression happens to be.
                    .doesNotContain("error", "execute_result");
        }
        assertThat(notebook.cells().stream()
                        .flatMap(cell -> cell.json().path("outputs").findValues("text/html").stream())
                        .count())
                .as("pictures of %s", notebook.name())
                .isGreaterThanOrEqualTo(Objects.requireNonNull(Story.ALL.get(name), "a notebook without a story")
                        .pictures());

        jupyter.page(executed);
        Path page = EXECUTED.resolve(name + ".html");
        Files.writeString(page, linkedToPages(Files.readString(page)));

        assertThat(Files.size(page)).as("bytes of %s", page).isLessThan(LARGEST);
        assertThat(askedFor(Jsoup.parse(Files.readString(page))))
                .as("what %s loads", page)
                .isEmpty();
        if (System.getProperty("notebooks.publish") != null) {
            Files.createDirectories(PUBLISHED);
            Files.writeString(PUBLISHED.resolve(page.getFileName()), Files.readString(page));
        }
    }

    /** Links of the notebooks, which lead to notebooks and from their folder to the documentation. */
    private static String linkedToPages(String page) {
        return page.replaceAll("(href=\"[^\":/]*)\\.ipynb\"", "$1.html\"").replace("href=\"../../docs/", "href=\"../");
    }

    /** What a browser would load from elsewhere. */
    private static List<String> askedFor(Document page) {
        return page.select("[src], link[href]").stream()
                .map(element -> element.hasAttr("src") ? element.attr("src") : element.attr("href"))
                .filter(address -> !address.startsWith("data:"))
                .toList();
    }
}
