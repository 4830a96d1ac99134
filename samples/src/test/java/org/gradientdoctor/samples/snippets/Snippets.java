package org.gradientdoctor.samples.snippets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Regions of compiled sources, from {@code // snippet NAME} to {@code // end NAME}, and the fences that show them. */
final class Snippets {
    private static final Path SOURCES = Path.of("src");
    private static final String FENCE = "```java";
    private static final Pattern MARKER = Pattern.compile("<!-- snippet: (\\S+\\.java) (\\S+) -->");

    private Snippets() {}

    /** The page with its fences filled from the sources: the page itself where all of them are up to date. */
    static List<String> refreshed(List<String> page) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < page.size(); i++) {
            String line = page.get(i);
            if (inside && line.startsWith("```")) {
                inside = false;
            }
            if (!inside) {
                lines.add(line);
            }
            Matcher marker = MARKER.matcher(i == 0 ? "" : page.get(i - 1));
            if (line.equals(FENCE) && marker.matches()) {
                lines.addAll(region(marker.group(1), marker.group(2)));
                inside = true;
            }
        }
        return lines;
    }

    /** Fences of Java that no marker stands before, by line number from 1. */
    static List<Integer> unmarked(List<String> page) {
        List<Integer> unmarked = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).strip().startsWith(FENCE)
                    && (i == 0 || !MARKER.matcher(page.get(i - 1)).matches())) {
                unmarked.add(i + 1);
            }
        }
        return unmarked;
    }

    /** The lines of a region, moved to the margin. */
    static List<String> region(String file, String name) throws IOException {
        List<String> source = Files.readAllLines(find(file));
        int from = only(source, "// snippet " + name, file);
        int to = only(source, "// end " + name, file);
        List<String> region = source.subList(from + 1, to);
        int margin = region.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return region.stream()
                .map(line -> line.isBlank() ? "" : line.substring(margin))
                .toList();
    }

    private static int only(List<String> source, String mark, String file) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            if (source.get(i).strip().equals(mark)) {
                found.add(i);
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(file + " has \"" + mark + "\" " + found.size() + " times");
        }
        return found.get(0);
    }

    private static Path find(String file) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> found = files.filter(
                            path -> path.getFileName().toString().equals(file))
                    .toList();
            if (found.size() != 1) {
                throw new AssertionError(file + " is there " + found.size() + " times: " + found);
            }
            return found.get(0);
        }
    }
}
