package org.gradientdoctor.samples.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.samples.input.BadInput;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A model that ModelSerializer saved, read once and checked. Deeplearning4j only gets to see the entries that were
 * checked: its own reader would also load preprocessor.bin by Java serialization.
 */
public final class ModelFile {
    private static final List<String> ENTRIES = List.of(
            ModelSerializer.CONFIGURATION_JSON,
            ModelSerializer.COEFFICIENTS_BIN,
            ModelSerializer.UPDATER_BIN,
            ModelSerializer.NO_PARAMS_MARKER);

    private final String source;
    private final Map<String, byte[]> entries;
    private final boolean graph;

    private ModelFile(String source, Map<String, byte[]> entries, boolean graph) {
        this.source = source;
        this.entries = entries;
        this.graph = graph;
    }

    /**
     * @throws BadInput if the file is missing, not a zip, not a model, or names classes that are not permitted
     */
    public static ModelFile read(Path file, PermittedClasses permitted) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput(file + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        String source = file.toString();
        Map<String, byte[]> entries = unzip(file);
        byte[] configuration = entries.get(ModelSerializer.CONFIGURATION_JSON);
        if (configuration == null || !entries.containsKey(ModelSerializer.COEFFICIENTS_BIN)) {
            throw new BadInput(source + " is a zip file without "
                    + (configuration == null ? ModelSerializer.CONFIGURATION_JSON : ModelSerializer.COEFFICIENTS_BIN)
                    + ": not a model that ModelSerializer saved");
        }
        try {
            permitted.check(configuration, source);
            JsonNode json = new ObjectMapper().readTree(configuration);
            boolean graph = json.has("networkInputs") && json.has("vertices");
            if (!graph && !json.has("confs")) {
                throw new BadInput(source + ": configuration.json describes no Deeplearning4j network");
            }
            return new ModelFile(source, entries, graph);
        } catch (IOException e) {
            throw new BadInput(source + ": configuration.json is not JSON: " + BadInput.reason(e), e);
        }
    }

    private static Map<String, byte[]> unzip(Path file) {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
            return entries;
        } catch (ZipException e) {
            throw new BadInput(file + " is not a zip file, or a broken one: " + BadInput.reason(e), e);
        } catch (IOException | OutOfMemoryError e) {
            throw new BadInput(file + " cannot be read: " + BadInput.reason(e), e);
        }
    }

    /**
     * The network as it was saved; each call gives a new one.
     *
     * @throws BadInput if it cannot be restored
     */
    public Model restore() {
        try {
            InputStream checked = new ByteArrayInputStream(checkedEntries());
            return graph
                    ? ModelSerializer.restoreComputationGraph(checked)
                    : ModelSerializer.restoreMultiLayerNetwork(checked);
            // Broken arrays fail in many ways deep inside ND4J, and every one of them means this.
        } catch (Exception | NoClassDefFoundError | OutOfMemoryError e) {
            throw new BadInput(source + " is broken: Deeplearning4j cannot restore it: " + BadInput.reason(e), e);
        }
    }

    private byte[] checkedEntries() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            for (String name : ENTRIES) {
                byte[] content = entries.get(name);
                if (content != null) {
                    zip.putNextEntry(new ZipEntry(name));
                    zip.write(content);
                }
            }
        }
        return bytes.toByteArray();
    }

    /**
     * What the data went through before they came to the network, if the file has that.
     *
     * @throws BadInput if it is broken or of a kind that is not permitted
     */
    public Optional<DataNormalization> normalizer() {
        return Optional.ofNullable(entries.get(ModelSerializer.NORMALIZER_BIN))
                .map(bytes -> SavedNormalizer.read(bytes, source));
    }

    /** The name of the file, for messages. */
    public String source() {
        return source;
    }

    /** Entries that are not part of the network and are not read: objects of the user's own, for example. */
    public List<String> unread() {
        return entries.keySet().stream()
                .filter(name -> !ENTRIES.contains(name) && !name.equals(ModelSerializer.NORMALIZER_BIN))
                .sorted()
                .toList();
    }
}
