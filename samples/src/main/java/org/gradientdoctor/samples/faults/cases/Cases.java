package org.gradientdoctor.samples.faults.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.function.Function;

/**
 * All cases, in a fixed order: for each family some random plans, each sound, with some single alterations and with two
 * at once. The plans of one part are not those of the other.
 */
public final class Cases {
    /** Plans of each family in the tuning part; the report part has the next {@link #REPORTED}. */
    private static final int TUNED = 1;

    private static final int REPORTED = 2;
    /** Single alterations of each plan, taken in turn so that each alteration comes up about equally often. */
    private static final int SINGLE = 10;
    /** Pairs of alterations of each plan. */
    private static final int PAIRS = 1;

    private final List<Family> families = sorted(Family.class, Family::name);
    private final List<Alteration> alterations = sorted(Alteration.class, Alteration::name);

    private static <T> List<T> sorted(Class<T> service, Function<T, String> name) {
        return ServiceLoader.load(service, Cases.class.getClassLoader()).stream()
                .map(Provider::get)
                .sorted(Comparator.comparing(name))
                .toList();
    }

    /** The cases of one part; those of the report part are not even made where the tuning part is asked for. */
    public List<BenchCase> of(Part part) {
        List<BenchCase> cases = new ArrayList<>();
        int turn = 0;
        for (Family family : families) {
            if (part == Part.TUNING && family.reportOnly()) {
                continue;
            }
            int first = part == Part.TUNING ? 0 : TUNED;
            int last = part == Part.TUNING ? TUNED : TUNED + REPORTED;
            for (int size = first; size < last; size++) {
                turn = addAll(cases, part, family, size, turn);
            }
        }
        return cases;
    }

    private int addAll(List<BenchCase> cases, Part part, Family family, int size, int turn) {
        BenchCase sound = new BenchCase(family, size, List.of());
        cases.add(sound);
        List<Alteration> fitting = alterations.stream()
                .filter(alteration -> part == Part.REPORT || !alteration.reportOnly())
                .filter(alteration -> alteration.appliesTo(sound.plan()))
                .toList();
        int at = turn;
        for (int i = 0; i < Math.min(SINGLE, fitting.size()); i++) {
            cases.add(new BenchCase(family, size, List.of(fitting.get(at++ % fitting.size()))));
        }
        for (int i = 0; i < PAIRS; i++) {
            Alteration one = fitting.get(at++ % fitting.size());
            Alteration other = fitting.get((at + fitting.size() / 2) % fitting.size());
            if (one != other) {
                cases.add(new BenchCase(family, size, List.of(one, other)));
            }
        }
        return at;
    }

    /** Names of all families, sorted. */
    public List<String> families() {
        return families.stream().map(Family::name).toList();
    }
}
