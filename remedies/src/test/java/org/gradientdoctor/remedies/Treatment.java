package org.gradientdoctor.remedies;

import java.util.Optional;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;

/**
 * One remedy to be tried on one network of the catalog.
 *
 * @param name of the network in the catalog
 * @param refusal why the remedy does not apply there; empty where it does
 */
record Treatment(String name, Networks.Case network, Remedy remedy, Optional<String> refusal) {
    static Treatment of(String name, Networks.Case network, Remedy remedy) {
        NetworkDraft draft = Surgery.examine(network.model());
        return new Treatment(
                name,
                network,
                remedy,
                remedy.needsData() ? remedy.refusal(draft, network.data()) : remedy.refusal(draft));
    }

    boolean isRefused() {
        return refusal.isPresent();
    }

    @Override
    public String toString() {
        return remedy.title() + (isRefused() ? " (refused)" : "");
    }
}
