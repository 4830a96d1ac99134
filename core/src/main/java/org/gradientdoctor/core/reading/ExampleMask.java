package org.gradientdoctor.core.reading;

import org.jspecify.annotations.Nullable;

/** Which elements of a tensor [examples, units, positions] are valid, the same for all units. */
final class ExampleMask {

    private final UnitLayout layout;
    private final boolean @Nullable [] valid;
    private final boolean perPosition;

    private ExampleMask(UnitLayout layout, boolean @Nullable [] valid) {
        this.layout = layout;
        this.valid = valid;
        this.perPosition = valid != null && valid.length != layout.examples();
    }

    static ExampleMask of(boolean @Nullable [] valid, UnitLayout layout) {
        long perElement = (long) layout.examples() * layout.positions();
        if (valid != null && valid.length != layout.examples() && valid.length != perElement) {
            throw new IllegalArgumentException("mask has " + valid.length + " flags: give one for each of the "
                    + layout.examples() + " examples, or one for each of the " + perElement
                    + " pairs of example and position, or null for no mask");
        }
        return new ExampleMask(layout, valid);
    }

    boolean isEverything() {
        return valid == null;
    }

    /** How many examples have at least one valid element. */
    int examples() {
        int count = 0;
        for (int e = 0; e < layout.examples(); e++) {
            count += hasValid(e) ? 1 : 0;
        }
        return count;
    }

    private boolean hasValid(int example) {
        for (int p = 0; p < layout.positions(); p++) {
            if (isValid(example, p)) {
                return true;
            }
        }
        return false;
    }

    boolean isValid(int example, int position) {
        if (valid == null) {
            return true;
        }
        return valid[perPosition ? example * layout.positions() + position : example];
    }

    /** Moves the valid elements of a run of examples at one position to the front and tells how many there are. */
    int keepValid(double[] elements, int firstExample, int count, int position) {
        if (isEverything()) {
            return count;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (isValid(firstExample + i, position)) {
                elements[kept++] = elements[i];
            }
        }
        return kept;
    }
}
