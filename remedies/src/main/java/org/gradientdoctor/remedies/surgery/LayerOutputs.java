package org.gradientdoctor.remedies.surgery;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the weights of a network's layers give of a batch, measured on a copy whose weights may be changed meanwhile. */
public final class LayerOutputs {
    private final Model copy;
    private final Batch batch;
    private final Map<String, Trainable> holders;

    /** Measures on the draft as it stands. */
    public LayerOutputs(NetworkDraft draft, Batch batch) {
        this.copy = draft.asItStands();
        this.batch = batch;
        this.holders = Holders.of(copy);
    }

    /** A parameter of the copy itself: what is changed there is measured next. */
    public INDArray parameter(String layer, String key) {
        INDArray parameter = holder(layer).paramTable(false).get(key);
        if (parameter == null) {
            throw new IllegalArgumentException("layer " + layer + " has no parameter " + key);
        }
        return parameter;
    }

    /** Standard deviation over examples and units of what a layer gives before its activation. */
    public double deviation(String layer) {
        Trainable holder = holder(layer);
        BaseLayer configuration = (BaseLayer)
                Wrapping.cores(((Layer) core(holder)).conf().getLayer()).get(0);
        IActivation activation = configuration.getActivationFn();
        // Read when it is used; the copy is nobody else's.
        configuration.setActivationFn(new ActivationIdentity());
        try {
            return batch.output(copy, layer)
                    .castTo(DataType.DOUBLE)
                    .stdNumber(false)
                    .doubleValue();
        } finally {
            configuration.setActivationFn(activation);
        }
    }

    private Trainable holder(String layer) {
        Trainable holder = holders.get(layer);
        if (holder == null) {
            throw new IllegalArgumentException("there is no layer \"" + layer + "\" with parameters");
        }
        return holder;
    }

    private static Object core(Trainable holder) {
        return holder instanceof org.deeplearning4j.nn.graph.vertex.GraphVertex vertex ? vertex.getLayer() : holder;
    }
}
