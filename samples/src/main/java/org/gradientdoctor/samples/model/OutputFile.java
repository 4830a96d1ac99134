package org.gradientdoctor.samples.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.samples.input.BadInput;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * Where the better model goes: all of it or nothing. It is written beside its place under another name and moved there
 * when it is complete.
 */
public final class OutputFile {
    private final Path place;
    private final Path draft;

    private OutputFile(Path place) {
        this.place = place;
        this.draft = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    /**
     * Checks by a file that is removed at once that a model can be written there, before hours are spent on it.
     *
     * @throws BadInput if it cannot
     */
    public static OutputFile at(Path path) {
        if (path.toString().isBlank()) {
            throw new BadInput("the name of the file to write is empty");
        }
        Path place = target(path.toAbsolutePath());
        if (Files.isDirectory(place)) {
            throw new BadInput(path + " is a folder: name the file to write");
        }
        if (Files.exists(place) && !Files.isRegularFile(place)) {
            throw new BadInput(path + " is no regular file: name a file to write, or to replace");
        }
        if (place.getParent() == null || !Files.isDirectory(place.getParent())) {
            throw new BadInput(path + " cannot be written: there is no folder " + place.getParent());
        }
        if (Files.exists(place) && !Files.isWritable(place)) {
            throw new BadInput(path + " cannot be written: the file there is write-protected");
        }
        OutputFile file = new OutputFile(place);
        try {
            Files.createFile(file.draft);
            Files.delete(file.draft);
        } catch (IOException e) {
            throw new BadInput(path + " cannot be written: " + BadInput.reason(e), e);
        }
        return file;
    }

    /** Behind a link, the file it leads to: that is what shall be replaced, not the link. */
    private static Path target(Path place) {
        try {
            return Files.isSymbolicLink(place) && Files.exists(place) ? place.toRealPath() : place;
        } catch (IOException e) {
            throw new BadInput(place + " cannot be written: " + BadInput.reason(e), e);
        }
    }

    /**
     * Writes the model with its updater state, replacing a file that is there.
     *
     * @throws BadInput if that fails; then what was there before is still there, and nothing else
     */
    public void write(Model model, Optional<DataNormalization> normalizer) {
        try {
            try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
                ModelSerializer.writeModel(model, out, true);
            }
            // Not by writeModel(…, normalizer): writing a normalizer closes the stream, and writeModel then fails on
            // it.
            normalizer.ifPresent(n -> ModelSerializer.addNormalizerToModel(draft.toFile(), n));
            Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            throw new BadInput(place + " cannot be written: " + BadInput.reason(e), e);
        } finally {
            removeDraft();
        }
    }

    private void removeDraft() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new BadInput(draft + " is a half-written model that cannot be removed", e);
        }
    }
}
