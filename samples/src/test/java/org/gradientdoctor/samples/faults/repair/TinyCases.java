package org.gradientdoctor.samples.faults.repair;

import java.util.List;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;

/** Cases of the tuning part that take seconds. */
final class TinyCases {
    private static final int ITERATIONS = 30;

    private TinyCases() {}

    /** With nothing changed. */
    static BenchCase sound(String family) {
        return new Cases()
                .of(Part.TUNING).stream()
                        .filter(each -> each.isSound() && each.family().equals(family))
                        .findFirst()
                        .orElseThrow()
                        .shortened(ITERATIONS);
    }

    /** With this alteration, on a small dense network or the first other there is. */
    static BenchCase altered(String alteration) {
        List<BenchCase> all = new Cases()
                .of(Part.TUNING).stream()
                        .filter(each -> each.alterations().equals(List.of(alteration)))
                        .toList();
        return all.stream()
                .filter(each -> each.family().startsWith("dense on"))
                .findFirst()
                .orElseGet(() -> all.get(0))
                .shortened(ITERATIONS);
    }
}
