package org.gradientdoctor.samples.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A notebook's file.
 *
 * @param name {@code 1-vanishing.ipynb}
 * @param json all of it
 * @param cells in order
 */
record Notebook(String name, JsonNode json, List<Cell> cells) {
    /** Where they stand, seen from the module. */
    static final Path FOLDER = Path.of("notebooks");

    /**
     * A cell.
     *
     * @param number from 1 on, those of text counted as well
     * @param code whether it is code, not text
     * @param source its lines
     * @param json all of it
     */
    record Cell(int number, boolean code, String source, JsonNode json) {}

    static Notebook read(Path file) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : json.path("cells")) {
            StringBuilder source = new StringBuilder();
            cell.path("source").forEach(line -> source.append(line.asText()));
            cells.add(new Cell(
                    cells.size() + 1, cell.path("cell_type").asText().equals("code"), source.toString(), cell));
        }
        return new Notebook(file.getFileName().toString(), json, cells);
    }

    /** All of them, in the order of their names. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }
}
