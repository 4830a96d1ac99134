package org.gradientdoctor.samples.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private static Curves empty() {
        return Curves.of("Loss & more", "iteration", "loss");
    }

    private static BufferedImage picture(Document page) throws IOException {
        String source = page.expectFirst("img").attr("src");
        assertThat(source).startsWith("data:image/png;base64,");
        return ImageIO.read(
                new ByteArrayInputStream(Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1))));
    }

    private static boolean hasColor(BufferedImage picture, int rgb) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((picture.getRGB(x, y) & 0xFFFFFF) == rgb) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void eachLineIsDrawnAndNamedForWhoeverDoesNotSeeIt() throws IOException {
        Document page = Jsoup.parse(
                empty().line("first", 3, 2, 1).line("second", 1, 2, 3).html());

        assertThat(page.expectFirst("img").attr("alt")).isEqualTo("Loss & more; loss over iteration of first, second");
        assertThat(hasColor(picture(page), 0x0072B2)).isTrue();
        assertThat(hasColor(picture(page), 0xD55E00)).isTrue();
        assertThat(hasColor(picture(page), 0x009E73)).isFalse();
        assertThat(page.select("figcaption")).isEmpty();
    }

    @Test
    void whatIsNotFiniteIsToldBelowThePicture() {
        Document page = Jsoup.parse(
                empty().line("loss", 3, Double.NaN, 1, Double.POSITIVE_INFINITY).html());

        assertThat(page.expectFirst("figcaption").text())
                .isEqualTo("loss: nothing to draw at 2 of 4 places, first at 1, where it is NaN.");
    }

    @Test
    void zerosAreToldOnALogarithmicAxisOnly() {
        assertThat(Jsoup.parse(empty().logarithmic().line("signal", 1, .1, 0).html())
                        .expectFirst("figcaption")
                        .text())
                .isEqualTo("signal: nothing to draw at 1 of 3 places, first at 2, where it is 0.");
        assertThat(Jsoup.parse(empty().line("signal", 1, .1, 0).html()).select("figcaption"))
                .isEmpty();
    }

    @Test
    void aPictureOfNothingSaysSo() {
        assertThat(Jsoup.parse(empty().line("<b>", Double.NaN).html()).text())
                .isEqualTo(
                        "Loss & more: nothing to draw. <b>: nothing to draw at 1 of 1 places, first at 0, where it is"
                                + " NaN.");
    }

    @Test
    void anAxisIsChosenBeforeLinesAreDrawn() {
        assertThatThrownBy(() -> empty().line("loss", 1, 2).logarithmic())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call logarithmic() first");
    }
}
