package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * What decides how a layer's parameters move: updaters and penalties on the size of weights. Each core of a wrapped
 * layer gets objects of its own, so that nothing shares them.
 */
public final class LayerTraining {
    private final List<Layer> cores;
    private final @Nullable SameDiffVertex vertex;

    LayerTraining(LayerDraft layer) {
        this.cores = layer.cores();
        this.vertex = layer.vertex();
    }

    /** Gives the weights another updater. */
    public void setWeightUpdaters(Supplier<IUpdater> updater) {
        set(updater, BaseLayer::setIUpdater, AbstractSameDiffLayer::setUpdater, SameDiffVertex::setUpdater);
    }

    /** Gives the biases an updater of their own. */
    public void setBiasUpdaters(Supplier<IUpdater> updater) {
        set(updater, BaseLayer::setBiasUpdater, AbstractSameDiffLayer::setBiasUpdater, SameDiffVertex::setBiasUpdater);
    }

    /** The penalties on the weights, of the first core; empty where there are none. */
    public List<Regularization> penalties() {
        List<Regularization> penalties = null;
        if (vertex != null) {
            penalties = vertex.getRegularization();
        } else if (!cores.isEmpty() && cores.get(0) instanceof BaseLayer base) {
            penalties = base.getRegularization();
        } else if (!cores.isEmpty() && cores.get(0) instanceof AbstractSameDiffLayer sameDiff) {
            penalties = sameDiff.getRegularization();
        }
        return penalties == null ? List.of() : List.copyOf(penalties);
    }

    /** Replaces all penalties on the weights. Those on biases stay. */
    public void setPenalties(List<Regularization> penalties) {
        set(
                () -> {
                    List<Regularization> own = new ArrayList<>();
                    penalties.forEach(penalty -> own.add(penalty.clone()));
                    return own;
                },
                BaseLayer::setRegularization,
                AbstractSameDiffLayer::setRegularization,
                SameDiffVertex::setRegularization);
    }

    private <T> void set(
            Supplier<T> value,
            BiConsumer<BaseLayer, T> ofBase,
            BiConsumer<AbstractSameDiffLayer, T> ofSameDiff,
            BiConsumer<SameDiffVertex, T> ofVertex) {
        if (vertex != null) {
            ofVertex.accept(vertex, value.get());
        }
        for (Layer core : cores) {
            if (core instanceof BaseLayer base) {
                ofBase.accept(base, value.get());
            } else if (core instanceof AbstractSameDiffLayer sameDiff) {
                ofSameDiff.accept(sameDiff, value.get());
            }
        }
    }
}
