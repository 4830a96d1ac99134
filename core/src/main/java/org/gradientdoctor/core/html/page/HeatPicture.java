package org.gradientdoctor.core.html.page;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.gradientdoctor.core.html.page.HeatMap.Cell;

/** Draws a heat map as a PNG of few colors. What is not finite has its own color and stripes, drawn over any cell size. */
final class HeatPicture {
    /** Columns are at least this wide, so that stripes can be seen in one alone. */
    private static final int COLUMN = 2;

    private static final int TALLEST_ROW = 24;
    private static final int SHORTEST_ROW = 4;
    private static final int HEIGHT = 480;
    /** Width of a stripe. */
    private static final int STRIPE = 3;

    private static final int ABSENT = ColorScale.STEPS;
    private static final int ZERO = ColorScale.STEPS + 1;
    private static final int DARK_STRIPE = ColorScale.STEPS + 2;
    private static final int LIGHT_STRIPE = ColorScale.STEPS + 3;

    private HeatPicture() {}

    static int rowHeight(int rows) {
        return Math.max(SHORTEST_ROW, Math.min(TALLEST_ROW, HEIGHT / Math.max(1, rows)));
    }

    static String of(HeatMap map) {
        int rowHeight = rowHeight(map.rows().size());
        int columns = map.cells().get(0).size();
        BufferedImage image = new BufferedImage(
                columns * COLUMN, map.rows().size() * rowHeight, BufferedImage.TYPE_BYTE_INDEXED, colors());
        WritableRaster raster = image.getRaster();
        double low = map.lowest();
        double span = Math.max(map.highest() - low, 1e-9);
        for (int y = 0; y < image.getHeight(); y++) {
            List<Cell> row = map.cells().get(y / rowHeight);
            for (int x = 0; x < image.getWidth(); x++) {
                raster.setSample(x, y, 0, index(row.get(x / COLUMN), low, span, x + y));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be written to memory", e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static int index(Cell cell, double low, double span, int diagonal) {
        return switch (cell.kind()) {
            case ABSENT -> ABSENT;
            case ZERO -> ZERO;
            case NON_FINITE -> diagonal / STRIPE % 2 == 0 ? DARK_STRIPE : LIGHT_STRIPE;
            case VALUE -> (int) Math.round((cell.value() - low) / span * (ColorScale.STEPS - 1));
        };
    }

    private static IndexColorModel colors() {
        int[] colors = new int[ColorScale.STEPS + 4];
        for (int i = 0; i < ColorScale.STEPS; i++) {
            colors[i] = 0xff000000 | ColorScale.color(i);
        }
        // Nothing read shows the page itself, light or dark.
        colors[ABSENT] = 0;
        colors[ZERO] = 0xff000000;
        colors[DARK_STRIPE] = 0xffd00060;
        colors[LIGHT_STRIPE] = 0xffffffff;
        return new IndexColorModel(8, colors.length, colors, 0, true, ABSENT, DataBuffer.TYPE_BYTE);
    }
}
