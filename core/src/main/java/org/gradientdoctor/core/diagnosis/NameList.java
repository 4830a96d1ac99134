package org.gradientdoctor.core.diagnosis;

import java.util.List;

/** Names of layers beside each other. */
final class NameList {
    /** Names listed before the rest is counted: the report stays below 60 lines for any network. */
    private static final int NAMES = 12;

    private NameList() {}

    static String of(List<String> names) {
        return names.size() <= NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES)) + " and " + (names.size() - NAMES) + " more";
    }
}
