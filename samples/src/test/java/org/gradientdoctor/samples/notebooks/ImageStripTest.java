package org.gradientdoctor.samples.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ImageStripTest {
    @Test
    void theLargestValueIsBlackTheSmallestWhiteAndBetweenImagesIsWhite() throws IOException {
        // Two images of 1 by 2 pixels: 0 and 16, then 16 and 8.
        String html = ImageStrip.of(Nd4j.createFromArray(0f, 16f, 16f, 8f).reshape(2, 1, 1, 2), 2);
        String source = Jsoup.parse(html).expectFirst("img").attr("src");
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1))));

        // Five pixels for each, and six between two images.
        assertThat(picture.getWidth()).isEqualTo(32);
        assertThat(picture.getRaster().getSample(2, 2, 0)).isEqualTo(255);
        assertThat(picture.getRaster().getSample(7, 2, 0)).isZero();
        assertThat(picture.getRaster().getSample(12, 2, 0)).isEqualTo(255);
        assertThat(picture.getRaster().getSample(18, 2, 0)).isZero();
        assertThat(picture.getRaster().getSample(23, 2, 0)).isEqualTo(128);
    }
}
