package org.gradientdoctor.samples.faults.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All cases, in a fixed order: for each family some random plans, each sound, with some single alterations and with two
 * faults at once. No two parts have a plan in common.
 */
public final class Cases {
    private final List<Family> families;
    private final List<Alteration> alterations;

    /** Made of all families and alterations there are. */
    public Cases() {
        this(every(Family.class), every(Alteration.class));
    }

    Cases(List<Family> families, List<Alteration> alterations) {
        this.families = sorted(families, Family::name);
        this.alterations = sorted(alterations, Alteration::name);
    }

    static <T> List<T> every(Class<T> service) {
        return ServiceLoader.load(service, Cases.class.getClassLoader()).stream()
                .map(Provider::get)
                .toList();
    }

    private static <T> List<T> sorted(List<T> all, Function<T, String> name) {
        return all.stream().sorted(Comparator.comparing(name)).toList();
    }

    /** The cases of one part; those of the others are not even made. */
    public List<BenchCase> of(Part part) {
        List<BenchCase> cases = new ArrayList<>();
        Turns turns = new Turns();
        for (int size = part.firstPlan(); size < part.firstPlan() + part.plans(); size++) {
            for (Family family : families) {
                if (part != Part.TUNING || !family.reportOnly()) {
                    addAll(cases, part, family, size, turns);
                }
            }
        }
        return cases;
    }

    /**
     * Every k-th of them, beginning with the first: a sample of all families.
     *
     * @throws IllegalArgumentException where k is below 1
     */
    public List<BenchCase> of(Part part, int every) {
        return of(part, every, 1);
    }

    /**
     * Every k-th of them, beginning with the given one, counted from 1; samples that begin with 1, 2, ..., k have no case
     * in common and are the part together.
     *
     * @throws IllegalArgumentException where k is below 1, or the first not one of the first k
     */
    public List<BenchCase> of(Part part, int every, int first) {
        if (every < 1) {
            throw new IllegalArgumentException("every " + every + "th case is none: give at least 1");
        }
        if (first < 1 || first > every) {
            throw new IllegalArgumentException(
                    "no sample of every " + every + "th case begins with case " + first + ": give 1 to " + every);
        }
        List<BenchCase> all = of(part);
        return IntStream.iterate(first - 1, i -> i < all.size(), i -> i + every)
                .mapToObj(all::get)
                .toList();
    }

    private void addAll(List<BenchCase> cases, Part part, Family family, int size, Turns turns) {
        BenchCase sound = new BenchCase(family, size, List.of());
        cases.add(sound);
        List<Alteration> fitting = fitting(part, sound.plan());
        for (List<Alteration> altered : turns.next(fitting, sound.plan())) {
            cases.add(new BenchCase(family, size, altered));
        }
    }

    private List<Alteration> fitting(Part part, Plan plan) {
        return alterations.stream()
                .filter(alteration -> part != Part.TUNING || !alteration.reportOnly())
                .filter(alteration -> alteration.appliesTo(plan))
                .toList();
    }

    /** Names of all families, sorted. */
    public List<String> families() {
        return families.stream().map(Family::name).toList();
    }
}
