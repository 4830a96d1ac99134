package org.gradientdoctor.samples.notebooks;

import java.awt.image.BufferedImage;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gray images side by side. */
public final class ImageStrip {
    /** Pixels of the picture for one of an image. */
    private static final int ZOOM = 5;
    /** Between two images. */
    private static final int GAP = 6;

    private static final int LIGHTEST = 255;

    private ImageStrip() {}

    /**
     * To be displayed as {@code text/html}: the largest value black, the smallest white.
     *
     * @param images {@code [examples, 1 channel, rows, columns]}
     * @param count how many of them, from the first on
     */
    public static String of(INDArray images, int count) {
        int rows = Math.toIntExact(images.size(2));
        int columns = Math.toIntExact(images.size(3));
        int step = columns * ZOOM + GAP;
        BufferedImage picture = new BufferedImage(count * step, rows * ZOOM, BufferedImage.TYPE_BYTE_GRAY);
        double least = images.minNumber().doubleValue();
        double range = Math.max(images.maxNumber().doubleValue() - least, Double.MIN_NORMAL);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int column = x % step / ZOOM;
                int gray = column >= columns
                        ? LIGHTEST
                        : (int) Math.round(
                                LIGHTEST * (1 - (images.getDouble(x / step, 0, y / ZOOM, column) - least) / range));
                picture.getRaster().setSample(x, y, 0, gray);
            }
        }
        return Png.figure(picture, count + " images of " + columns + " by " + rows + " pixels", "");
    }
}
