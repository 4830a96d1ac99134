package org.gradientdoctor.core.html.page;

/**
 * Dark to light in steps that people with any color vision can order: lightness rises evenly from end to end. The
 * anchors are those of viridis (Smith &amp; van der Walt 2015, CC0).
 */
final class ColorScale {
    static final int STEPS = 96;
    private static final int[] ANCHORS = {
        0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
    };

    private ColorScale() {}

    /** The color of a step, 0xRRGGBB. */
    static int color(int step) {
        double at = (double) step / (STEPS - 1) * (ANCHORS.length - 1);
        int left = Math.min((int) at, ANCHORS.length - 2);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = ANCHORS[left] >> shift & 0xff;
            int to = ANCHORS[left + 1] >> shift & 0xff;
            mixed |= (int) Math.round(from + (at - left) * (to - from)) << shift;
        }
        return mixed;
    }

    /** The scale as a CSS gradient. */
    static String gradient() {
        StringBuilder css = new StringBuilder("linear-gradient(to right");
        for (int anchor : ANCHORS) {
            css.append(String.format(", #%06x", anchor));
        }
        return css.append(')').toString();
    }
}
