package org.gradientdoctor.remedies;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Treatments whose worth is known beforehand, as a metric reads it off the network. */
final class KnownWorth {
    private KnownWorth() {}

    static Recommendation recommended(Remedy... steps) {
        return new Recommendation(List.of(steps), "Its worth is known.");
    }

    static RepairReport repair(MultiLayerNetwork network, Prescriber prescriber, Metric metric) {
        return RemedyAdvisor.prescribing(prescriber)
                .repair(
                        network,
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        RepairPlan.builder().epochs(10).metric(metric).build());
    }

    /** Repairs the small sick network by one treatment, measured on so many examples. */
    static RepairReport repair(Recommendation cure, int validation, RepairPlanBuilder plan) {
        return RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(cure))
                .repair(SickNetworks.dead(), TwoMoons.of(200, 1), TwoMoons.of(validation, 2), plan.build());
    }

    /** Of networks in the order they are first measured in, which is that of trials where one is made at a time. */
    static ToDoubleFunction<Model> inOrder(double... worth) {
        Map<Model, Integer> order = new IdentityHashMap<>();
        return model -> worth[order.computeIfAbsent(model, one -> order.size())];
    }
}
