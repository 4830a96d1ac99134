package org.gradientdoctor.samples.snippets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages people read: README and all of docs. */
public final class Pages {
    /** The root of the project, from the module where tests run. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Pages() {}

    /** Every Markdown page, README first. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }
}
