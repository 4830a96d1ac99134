package org.gradientdoctor.samples.faults.cases;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training to be judged: a sound plan with nothing changed about it, or one thing, or two. Nothing in it is drawn
 * anew: the same seed of a trial gives the same data, weights and batches, whoever asks and whenever.
 */
public final class BenchCase {
    private final Family family;
    private final int size;
    private final List<Alteration> alterations;
    private final Plan plan;

    /** @param size which of the family's random plans */
    BenchCase(Family family, int size, List<Alteration> alterations) {
        this.family = family;
        this.size = size;
        this.alterations = List.copyOf(alterations);
        this.plan = family.sound(random("plan", 0));
        for (Alteration alteration : alterations) {
            alteration.change(plan, random(alteration.name(), 0));
        }
    }

    /** The same training, of so many iterations at most. */
    public BenchCase shortened(int iterations) {
        BenchCase shorter = new BenchCase(family, size, alterations);
        shorter.plan.iterations = Math.min(iterations, plan.iterations);
        shorter.plan.trainedBefore = Math.min(iterations, plan.trainedBefore);
        return shorter;
    }

    /** Whether an iteration takes several times as long as in most families. */
    public boolean isCostly() {
        return plan.costly;
    }

    Plan plan() {
        return plan;
    }

    /** {@code dense 2: learning rate × 1000}. */
    public String name() {
        String changed = alterations.stream().map(Alteration::name).collect(Collectors.joining(" and "));
        return family.name() + " " + size + ": " + (changed.isEmpty() ? "sound" : changed);
    }

    public String family() {
        return family.name();
    }

    /** What is changed, in order; empty for a sound training. */
    public List<String> alterations() {
        return alterations.stream().map(Alteration::name).toList();
    }

    /** The same training with nothing changed. */
    public BenchCase twin() {
        return new BenchCase(family, size, List.of());
    }

    public boolean isSound() {
        return alterations.isEmpty();
    }

    /** Whether it is sound, or altered only by what looks like a fault and is meant to be none. */
    public boolean isMeantToBeHealthy() {
        return alterations.stream().allMatch(Alteration::harmless);
    }

    /** All that decides the outcome, for telling whether it was measured before. */
    public String identity() {
        return name() + " " + PlanJson.write(plan);
    }

    /** Every cause that is a right first answer, should this prove sick. */
    public Set<Cause> causes() {
        Set<Cause> causes = new LinkedHashSet<>();
        alterations.forEach(alteration -> causes.addAll(alteration.causes(plan)));
        return causes;
    }

    /** Every symptom that is a right alarm, should this prove sick. */
    public Set<Symptom> symptoms() {
        Set<Symptom> symptoms = new LinkedHashSet<>();
        alterations.forEach(alteration -> symptoms.addAll(alteration.symptoms(plan)));
        return symptoms;
    }

    /** Training and validation data; twins get the same for the same seed, but for what is changed about it. */
    public Split data(long seed) {
        Split data = family.data(plan, seed("data", seed));
        for (Alteration alteration : alterations) {
            data = alteration.change(data, random(alteration.name(), seed));
        }
        return data;
    }

    /** The network before it is trained. Draws from the calling thread's random state, which building reseeds. */
    public Model network(Split data, long seed) {
        Model network = family.network(plan, data, seed("weights", seed));
        DrawnWeights.adjust(plan, network);
        for (Alteration alteration : alterations) {
            alteration.change(network, random(alteration.name(), seed));
        }
        return network;
    }

    /** Where the fault sits: the layer whose parameters are not those of the twin; empty where it is in no single one. */
    public Set<String> layersAtFault(long seed) {
        Set<String> layers = new LinkedHashSet<>();
        if (alterations.stream().anyMatch(Alteration::isLocal)) {
            Split data = data(seed);
            Map<String, INDArray> sound = twin().network(data, seed).paramTable(false);
            Model altered = network(data, seed);
            altered.paramTable(false).forEach((name, parameter) -> {
                if (!parameter.equals(sound.get(name))) {
                    layers.add(layer(name.substring(0, name.lastIndexOf('_')), altered));
                }
            });
        }
        return layers;
    }

    /** As findings name it: a stack's table of parameters knows indices only. */
    private static String layer(String key, Model network) {
        if (network instanceof MultiLayerNetwork stack) {
            String name =
                    stack.getLayer(Integer.parseInt(key)).conf().getLayer().getLayerName();
            return name == null ? key : name;
        }
        return key;
    }

    public int batch() {
        return plan.batch;
    }

    public int iterations() {
        return plan.iterations;
    }

    /** How many iterations the network has been trained before it is watched. */
    public int trainedBefore() {
        return plan.trainedBefore;
    }

    public Metric metric() {
        return plan.metric;
    }

    private Random random(String purpose, long seed) {
        long number = 31 * (31L * (family.name() + size).hashCode() + purpose.hashCode()) + seed;
        // Generators of neighboring seeds begin alike, so the seed's bits are mixed first (Steele et al. 2014).
        return new Random(new SplittableRandom(number).nextLong());
    }

    /** Never 0, which ND4J takes for the clock. */
    private long seed(String purpose, long seed) {
        return 1L + random(purpose, seed).nextInt(Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return name();
    }
}
