package org.gradientdoctor.samples.faults.cases;

import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** What is registered. */
final class EveryAlteration {
    private EveryAlteration() {}

    static List<Alteration> all() {
        return ServiceLoader.load(Alteration.class).stream().map(Provider::get).toList();
    }
}
