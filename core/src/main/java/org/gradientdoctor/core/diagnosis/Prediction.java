package org.gradientdoctor.core.diagnosis;

import java.io.Serializable;
import java.util.Locale;

/**
 * What theory says about the error signal of a network with random weights, beside what was measured. Changes are in
 * decades (powers of ten) on the way back: negative where the signal shrinks towards the input.
 *
 * @param perLayer predicted decades per layer; NaN where none can be predicted
 * @param measuredPerLayer measured decades per layer; NaN where not measured
 * @param total predicted decades over the whole path; NaN where none can be predicted
 * @param measuredTotal measured decades over the whole path; NaN where not measured
 * @param trainableDepth layers to which a network of such layers trains, about; infinite at the edge of chaos, NaN where
 *     none can be predicted
 * @param depth layers with weights on this network's longest path
 * @param notPredicted why none can be predicted, the end of a sentence that begins with "because"; empty where it can
 */
public record Prediction(
        double perLayer,
        double measuredPerLayer,
        double total,
        double measuredTotal,
        double trainableDepth,
        int depth,
        String notPredicted)
        implements Serializable {

    /** Decades per layer that round to nothing. */
    private static final double FLAT = 0.005;
    /** Depths beyond which the number says no more than "any". */
    private static final double ANY = 10_000;

    /** A network about which theory says nothing. */
    public static Prediction none(String because, double measuredPerLayer, double measuredTotal, int depth) {
        return new Prediction(Double.NaN, measuredPerLayer, Double.NaN, measuredTotal, Double.NaN, depth, because);
    }

    /** Whether theory has an answer. */
    public boolean isPredicted() {
        return notPredicted.isEmpty();
    }

    /** Whether the network is deeper than what trains. */
    public boolean isTooDeep() {
        return depth > trainableDepth;
    }

    /**
     * For example "predicted loss 0.60 decades per layer, measured 0.62; trainable to about 2 layers, this network has 24".
     */
    @Override
    public String toString() {
        if (!isPredicted()) {
            return "not predicted because " + notPredicted
                    + (Double.isNaN(measuredPerLayer)
                            ? ""
                            : "; measured " + change(measuredPerLayer) + " decades per layer");
        }
        StringBuilder text = new StringBuilder("predicted ");
        text.append(change(perLayer)).append(" decades per layer");
        if (!Double.isNaN(measuredPerLayer)) {
            boolean same = kind(measuredPerLayer).equals(kind(perLayer));
            text.append(", measured ").append(same ? size(measuredPerLayer) : change(measuredPerLayer));
        }
        return text.append("; trainable to ")
                .append(trainable())
                .append(", this network has ")
                .append(depth)
                .toString();
    }

    private String trainable() {
        if (trainableDepth > ANY) {
            return "any depth";
        }
        long layers = Math.round(trainableDepth);
        return layers < 1 ? "less than one layer" : "about " + layers + (layers == 1 ? " layer" : " layers");
    }

    private static String change(double decades) {
        return kind(decades) + " " + size(decades);
    }

    private static String kind(double decades) {
        if (Math.abs(decades) < FLAT) {
            return "change";
        }
        return decades < 0 ? "loss" : "growth";
    }

    private static String size(double decades) {
        return String.format(Locale.ROOT, "%.2f", Math.abs(decades));
    }
}
