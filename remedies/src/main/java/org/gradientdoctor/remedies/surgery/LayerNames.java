package org.gradientdoctor.remedies.surgery;

import java.util.List;

/** Names of layers for people. */
public final class LayerNames {
    private static final int SHOWN = 4;

    private LayerNames() {}

    /** All of a few; of many the first ones, the last, and how many they are. */
    public static String list(List<String> names) {
        int n = names.size();
        return n <= SHOWN + 2
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN)) + ", … " + names.get(n - 1) + " (" + n + ")";
    }
}
