package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A recurrent layer, or one direction of a bidirectional one, taken out of its wrappers: what is needed to run it by
 * itself. Time goes as the direction sees it, so the last step of the second direction is the first of the sequence.
 *
 * @param layer its own clone of the innermost configuration: features first, without dropout
 * @param context the configuration around it
 * @param params its parameters, copied
 * @param input [examples, features, steps]
 * @param mask which steps are of the sequence, [examples, steps]; null where all are
 * @param applied the mask that the layer has itself; null where it has none, as LSTMs go through padding unmasked
 */
record RecurrentDirection(
        boolean backwards,
        BaseRecurrentLayer layer,
        NeuralNetConfiguration context,
        INDArray params,
        INDArray input,
        @Nullable INDArray mask,
        @Nullable INDArray applied) {

    /** A time profile says how a ratio falls, for which a few examples do. */
    private static final int EXAMPLES = 16;

    /** Whether a time profile can be made of a layer. */
    static boolean isReadable(LayerAnatomy anatomy) {
        return anatomy.directions().stream()
                .allMatch(direction -> direction instanceof SimpleRnn || direction instanceof AbstractLSTM);
    }

    /**
     * @param anatomy a layer that holds the input of a pass
     * @param sequenceMask which steps are of the sequence, [examples, steps]; null where all are
     */
    static List<RecurrentDirection> of(LayerAnatomy anatomy, @Nullable INDArray sequenceMask) {
        INDArray input = anatomy.running().input();
        if (input == null || input.rank() != 3) {
            return List.of();
        }
        INDArray features = anatomy.unitDimension(3) == 2 ? input.permute(0, 2, 1) : input;
        INDArray few = firstRows(features);
        boolean fits = sequenceMask != null && sequenceMask.rank() == 2 && sequenceMask.size(1) == features.size(2);
        INDArray mask = sequenceMask == null || !fits ? null : firstRows(sequenceMask);
        INDArray own = anatomy.running().getMaskArray();
        INDArray applied = own == null ? null : firstRows(own);
        INDArray params = anatomy.running().params();
        INDArray flat = params.reshape(params.length());
        List<RecurrentDirection> directions = new ArrayList<>();
        int count = anatomy.configuration() instanceof Bidirectional ? 2 : 1;
        long length = flat.length() / count;
        for (int d = 0; d < count; d++) {
            boolean backwards = d == 1;
            directions.add(new RecurrentDirection(
                    backwards,
                    plain(anatomy.directions().get(d)),
                    anatomy.running().conf(),
                    flat.get(NDArrayIndex.interval(d * length, (d + 1) * length))
                            .dup(),
                    backwards ? Reversed.steps(few) : few,
                    mask == null || !backwards ? mask : Reversed.steps(mask),
                    applied == null || !backwards ? applied : Reversed.steps(applied)));
        }
        return directions;
    }

    private static INDArray firstRows(INDArray array) {
        return array.size(0) <= EXAMPLES ? array : array.get(NDArrayIndex.interval(0, EXAMPLES));
    }

    private static BaseRecurrentLayer plain(Layer direction) {
        BaseRecurrentLayer own = (BaseRecurrentLayer) OwnConfiguration.detached(direction);
        own.setRnnDataFormat(RNNFormat.NCW);
        // The input at hand has been through it already.
        own.setIDropout(null);
        own.setWeightNoise(null);
        return own;
    }

    int examples() {
        return Math.toIntExact(input.size(0));
    }

    int steps() {
        return Math.toIntExact(input.size(2));
    }

    int units() {
        return Math.toIntExact(layer.getNOut());
    }

    DataType dataType() {
        return params.dataType();
    }

    boolean isValid(int example, int step) {
        return mask == null || mask.getDouble(example, step) != 0;
    }

    /** The last valid step of an example; -1 where there is none. */
    int last(int example) {
        int step = steps() - 1;
        while (step >= 0 && !isValid(example, step)) {
            step--;
        }
        return step;
    }

    /** A fresh running layer with this input. */
    org.deeplearning4j.nn.api.Layer instantiate() {
        NeuralNetConfiguration own = context.clone();
        own.clearVariables();
        own.setLayer(layer);
        org.deeplearning4j.nn.api.Layer running =
                layer.instantiate(own, new ArrayList<>(), 0, params, false, params.dataType());
        running.setBackpropGradientsViewArray(Nd4j.create(params.dataType(), params.length()));
        running.setInput(input.dup('f'), LayerWorkspaceMgr.noWorkspaces());
        running.setMaskArray(applied);
        return running;
    }
}
