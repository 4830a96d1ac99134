package org.gradientdoctor.core.diagnosis;

import java.util.List;
import java.util.Locale;

/** Numbers and lists of names as findings say them. */
public final class Figures {
    /** Names said in a sentence before the rest is counted; the finding itself lists all. */
    private static final int NAMES = 4;

    private Figures() {}

    /** Three significant digits. */
    public static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        double magnitude = Math.abs(value);
        return magnitude >= 1e-3 && magnitude < 1e5
                ? String.format(
                        Locale.ROOT, "%." + Math.max(0, 2 - (int) Math.floor(Math.log10(magnitude))) + "f", value)
                : String.format(Locale.ROOT, "%.1e", value);
    }

    /** As a percentage. */
    public static String percent(double ratio) {
        return of(100 * ratio) + " %";
    }

    /** {@code layer 0}, {@code layers 0, 1 and 2}, {@code 9 layers (0, 1, 2, 3, …)}. */
    public static String layers(List<String> names) {
        if (names.size() == 1) {
            return "layer " + names.get(0);
        }
        if (names.size() > NAMES) {
            return names.size() + " layers (" + String.join(", ", names.subList(0, NAMES)) + ", …)";
        }
        return names.isEmpty()
                ? "no layer"
                : "layers " + String.join(", ", names.subList(0, names.size() - 1)) + " and "
                        + names.get(names.size() - 1);
    }
}
