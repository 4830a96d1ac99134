package org.gradientdoctor.samples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import java.util.Set;

/** What holds for every page of the toolkit. */
final class Checks {
    /** Impacts that keep people from reading a page. */
    private static final Set<String> BARRIERS = Set.of("serious", "critical");

    /** Pixels of a drawn line, at least: axes and grid have none of its color. */
    private static final int LINE_PIXELS = 10;

    /** Of each chart how many pixels have the color of one of its lines, or of a mark in their place. */
    private static final String DRAWN = """
            const probe = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
            const rgb = name => {
              probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
              probe.fillRect(0, 0, 1, 1);
              return Array.from(probe.getImageData(0, 0, 1, 1).data);
            };
            const inks = ['--line-0', '--line-1', '--line-2', '--line-3', '--line-4', '--line-5', '--broken'].map(rgb);
            return Array.from(document.querySelectorAll('.chart')).map(chart => {
              const canvas = chart.querySelector('canvas');
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let drawn = 0;
              for (let i = 0; i < data.length; i += 4) {
                if (inks.some(ink => Math.abs(ink[0] - data[i]) + Math.abs(ink[1] - data[i + 1])
                    + Math.abs(ink[2] - data[i + 2]) < 24 && data[i + 3] > 200)) {
                  drawn++;
                }
              }
              return drawn;
            });
            """;

    private Checks() {}

    static void drawn(Chromium browser) {
        List<?> drawn = (List<?>) browser.run(DRAWN);
        assertThat(drawn)
                .isNotEmpty()
                .allSatisfy(pixels -> assertThat(((Number) pixels).intValue()).isGreaterThan(LINE_PIXELS));
        assertThat(browser.number(
                        "Array.from(document.images).filter(each => !each.complete || each.naturalWidth === 0).length"))
                .as("pictures that are not shown")
                .isZero();
    }

    static void noScrollingSideways(Chromium browser) {
        assertThat(browser.number("document.documentElement.scrollWidth"))
                .as("width of the page against that of the window")
                .isLessThanOrEqualTo(browser.number("document.documentElement.clientWidth"));
    }

    static void noBarriers(Chromium browser) {
        List<Rule> violations = new AxeBuilder().analyze(browser.driver).getViolations();
        assertThat(violations.stream()
                        .filter(rule -> BARRIERS.contains(rule.getImpact()))
                        .toList())
                .as("serious violations of rules of accessibility")
                .isEmpty();
    }

    /** The keyboard reaches all that can be used, sees where it is, and moves along a chart. */
    static void reachedByKeyboard(Chromium browser) {
        Keyboard keyboard = new Keyboard(browser);
        assertThat(keyboard.tab()).isEqualTo("Skip to the report");
        // Without what a closed part hides.
        long stops = browser.number("Array.from(document.querySelectorAll('a[href], button, summary, [tabindex]'))"
                + ".filter(each => each.checkVisibility()).length");
        for (long i = 1; i < stops; i++) {
            keyboard.tab();
            assertThat(keyboard.isMarked()).as("focus on " + keyboard.place()).isTrue();
        }
        assertThat(keyboard.reached()).isEqualTo(stops);
    }
}
