package org.gradientdoctor.core.html.page;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void dotsThatAreNotInOrderAreRefused() {
        assertThatThrownBy(() -> new Line("loss", List.of(Dot.at(0, 1), Dot.at(7, 1), Dot.at(3, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("loss", "3.0", "7.0", "sort");
        assertThatThrownBy(() -> new Line("loss", List.of(Dot.at(7, 1), Dot.at(7, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
