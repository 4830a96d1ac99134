package org.gradientdoctor.samples.notebooks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A picture that stands in the page itself. */
final class Png {
    private Png() {}

    /**
     * @param alternative what it shows, for whoever does not see it
     * @param caption below it, as HTML; empty for none
     */
    static String figure(BufferedImage picture, String alternative, String caption) {
        return "<figure style=\"margin: 0\"><img alt=\"" + escaped(alternative) + "\" style=\"max-width: 100%\" src=\""
                + data(picture) + "\">"
                + (caption.isEmpty() ? "" : "<figcaption>" + caption + "</figcaption>") + "</figure>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String data(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
