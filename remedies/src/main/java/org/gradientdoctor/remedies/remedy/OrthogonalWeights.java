package org.gradientdoctor.remedies.remedy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes normal weights orthogonal, gate by gate in an LSTM: the shorter side of each matrix becomes an orthonormal set
 * times a gain (Saxe, McClelland &amp; Ganguli 2014).
 *
 * <p>By Gram and Schmidt's method, twice for accuracy. Deeplearning4j's own {@code OrthogonalDistribution} takes minutes
 * for 200 × 300 weights, at each initialization, and makes a matrix of all dimensions of a filter but the last.
 */
final class OrthogonalWeights {
    private static final int PASSES = 2;

    private OrthogonalWeights() {}

    static boolean canBe(LayerDraft layer) {
        return layer.hasParameters()
                && layer.cores().size() == 1
                && layer.cores().stream().allMatch(OrthogonalWeights::canBe);
    }

    private static boolean canBe(Layer core) {
        Class<?> type = core.getClass();
        return type == DenseLayer.class
                || type == OutputLayer.class
                || type == RnnOutputLayer.class
                || type == LSTM.class
                || type == SimpleRnn.class;
    }

    /** Makes the weights of these layers orthogonal that the draft has drawn. */
    static void set(NetworkDraft draft, Map<String, Initialization> schemes) {
        Collection<String> names = schemes.entrySet().stream()
                .filter(scheme -> scheme.getValue().scheme() == Initialization.Scheme.ORTHOGONAL)
                .map(Map.Entry::getKey)
                .toList();
        if (names.isEmpty()) {
            return;
        }
        Map<String, Map<String, INDArray>> drawn = draft.parameters();
        schemes.forEach((name, scheme) -> {
            if (names.contains(name)) {
                LayerDraft layer = draft.layer(name);
                FeedForwardLayer core = (FeedForwardLayer) layer.cores().get(0);
                set(draft, layer, core.initializer().weightKeys(core), drawn, scheme.slope());
            }
        });
    }

    /** Makes the recurrent weights of these layers orthogonal that the draft has drawn, of both directions. */
    static void setRecurrent(NetworkDraft draft, Collection<String> layers, double gain) {
        if (layers.isEmpty()) {
            return;
        }
        Map<String, Map<String, INDArray>> drawn = draft.parameters();
        for (String name : layers) {
            LayerDraft layer = draft.layer(name);
            List<String> keys = drawn.getOrDefault(layer.name(), Map.of()).keySet().stream()
                    .filter(key -> key.endsWith(LSTMParamInitializer.RECURRENT_WEIGHT_KEY))
                    .toList();
            set(draft, layer, keys, drawn, gain);
        }
    }

    private static void set(
            NetworkDraft draft,
            LayerDraft layer,
            List<String> keys,
            Map<String, Map<String, INDArray>> drawn,
            double gain) {
        int units = Math.toIntExact(((FeedForwardLayer) layer.cores().get(0)).getNOut());
        for (String key : keys) {
            INDArray weights = drawn.getOrDefault(layer.name(), Map.of()).get(key);
            // A gain of layer normalization counts as a weight and is no matrix.
            if (weights != null && weights.rank() == 2) {
                draft.setParameter(layer.name(), key, orthogonal(weights, units, gain));
            }
        }
    }

    private static INDArray orthogonal(INDArray weights, int units, double gain) {
        double[][] all = weights.toDoubleMatrix();
        int rows = all.length;
        for (int start = 0; start < all[0].length; start += units) {
            boolean tall = rows >= units;
            double[][] vectors = new double[tall ? units : rows][tall ? rows : units];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < units; j++) {
                    vectors[tall ? j : i][tall ? i : j] = all[i][start + j];
                }
            }
            orthonormalize(vectors);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < units; j++) {
                    all[i][start + j] = gain * vectors[tall ? j : i][tall ? i : j];
                }
            }
        }
        return Nd4j.createFromArray(all).castTo(weights.dataType());
    }

    private static void orthonormalize(double[][] vectors) {
        for (int k = 0; k < vectors.length; k++) {
            for (int pass = 0; pass < PASSES; pass++) {
                for (int j = 0; j < k; j++) {
                    double along = product(vectors[k], vectors[j]);
                    for (int i = 0; i < vectors[k].length; i++) {
                        vectors[k][i] -= along * vectors[j][i];
                    }
                }
            }
            double norm = Math.sqrt(product(vectors[k], vectors[k]));
            for (int i = 0; i < vectors[k].length; i++) {
                vectors[k][i] /= norm;
            }
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
