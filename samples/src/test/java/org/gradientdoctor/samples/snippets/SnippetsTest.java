package org.gradientdoctor.samples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages show of Java is cut from sources that the compiler has seen. */
class SnippetsTest {

    /** CONTRIBUTING shows the outline of a file, with an ellipsis. */
    static List<Path> pages() throws IOException {
        return Pages.all().stream()
                .filter(page -> !page.endsWith("CONTRIBUTING.md"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void javaInAPageHasASource(Path page) throws IOException {
        assertThat(Snippets.unmarked(Files.readAllLines(page)))
                .as("lines of %s where Java begins without <!-- snippet: File.java name --> before it", page)
                .isEmpty();
    }

    /** With {@code -Dsnippets=write} pages are written anew. */
    @ParameterizedTest
    @MethodSource("pages")
    void javaInAPageIsThatOfItsSource(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        List<String> refreshed = Snippets.refreshed(lines);
        if ("write".equals(System.getProperty("snippets"))) {
            Files.writeString(page, String.join("\n", refreshed) + "\n");
            return;
        }
        assertThat(lines).isEqualTo(refreshed);
    }
}
