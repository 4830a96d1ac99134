package org.gradientdoctor.samples.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.TensorView;
import org.gradientdoctor.listeners.capture.WatchedLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer under record, from callback to callback. Several weight arrays (of recurrent layers) count as one. */
final class RecordedLayer {
    private final WatchedLayer watched;
    private final PeerLayer layer;
    private final ActivationReader reader;
    private final List<String> weightNames = new ArrayList<>();
    private final List<String> biasNames = new ArrayList<>();

    private @Nullable ActivationRecord activation;
    private @Nullable GradientRecord gradient;
    private @Nullable WeightRecord weights;

    RecordedLayer(WatchedLayer watched) {
        this.watched = watched;
        this.layer = new PeerLayer(watched.name(), function(watched));
        this.reader = new ActivationReader(layer.function());
        LayerAnatomy anatomy = watched.layer();
        for (String name : anatomy.running().paramTable().keySet()) {
            // Running statistics of batch normalization lie among the parameters, but aren't trained.
            if (anatomy.running().updaterDivideByMinibatch(name)) {
                (isBias(anatomy, name) ? biasNames : weightNames).add(name);
            }
        }
    }

    private static boolean isBias(LayerAnatomy anatomy, String name) {
        return anatomy.configuration().initializer().isBiasParam(anatomy.configuration(), name)
                || name.equals(BatchNormalizationParamInitializer.BETA);
    }

    private static PeerLayer.Function function(WatchedLayer watched) {
        ActivationProfile activation = watched.profile().activation();
        if (activation == null || activation.name().equals("identity")) {
            return PeerLayer.Function.NONE;
        }
        boolean gated = watched.profile().role() == LayerRole.RECURRENT
                && !watched.profile().type().equals("SimpleRnn");
        return gated
                ? PeerLayer.Function.OTHER
                : switch (activation.name()) {
                    case "relu" -> PeerLayer.Function.RELU;
                    case "sigmoid" -> PeerLayer.Function.SIGMOID;
                    case "tanh" -> PeerLayer.Function.TANH;
                    default -> PeerLayer.Function.OTHER;
                };
    }

    PeerLayer layer() {
        return layer;
    }

    /** @param output what the layer handed on; null where that is not known */
    void readActivation(@Nullable INDArray output) {
        activation = null;
        boolean overwritten = watched.profile().has(LayerTrait.DROPPED_BY_CONSUMER);
        if (output != null && output.rank() > 1 && output.length() > 0 && !overwritten) {
            activation = reader.read(output, watched.layer().unitDimension(output.rank()));
        }
    }

    /**
     * Before the step.
     *
     * @param gradients by {@code key_name}, summed over the examples
     * @param divisor by which Deeplearning4j is going to divide them
     */
    void readGradient(Map<String, INDArray> gradients, double divisor) {
        Map<String, INDArray> parameters = watched.layer().running().paramTable();
        double[] values = joined(parameters, "", weightNames, 1);
        double[] biases = joined(parameters, "", biasNames, 1);
        weights = values.length + biases.length == 0 ? null : WeightRecord.of(Summary.of(values), Summary.of(biases));
        double[] slopes = joined(gradients, watched.key() + "_", weightNames, divisor);
        double[] biasSlopes = joined(gradients, watched.key() + "_", biasNames, divisor);
        gradient = slopes.length + biasSlopes.length == 0
                ? null
                : GradientRecord.of(Summary.of(slopes), Summary.of(biasSlopes));
    }

    /** After the step, when the gradients are the update. */
    LayerRecord complete(Map<String, INDArray> updates) {
        double[] steps = joined(updates, watched.key() + "_", weightNames, 1);
        double[] after = joined(watched.layer().running().paramTable(), "", weightNames, 1);
        UpdateRecord update = steps.length == 0 || steps.length != after.length ? null : UpdateRecord.of(steps, after);
        return new LayerRecord(gradient, weights, update, activation);
    }

    private static double[] joined(Map<String, INDArray> arrays, String prefix, List<String> names, double divisor) {
        List<double[]> parts = new ArrayList<>();
        int length = 0;
        for (String name : names) {
            INDArray array = arrays.get(prefix + name);
            if (array != null) {
                double[] part = TensorView.of(array).toArray();
                parts.add(part);
                length += part.length;
            }
        }
        double[] joined = new double[length];
        int at = 0;
        for (double[] part : parts) {
            for (double element : part) {
                joined[at++] = element / divisor;
            }
        }
        return joined;
    }
}
