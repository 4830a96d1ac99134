package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

    /** Gives each updater, those of biases included, a successor of its own. */
    public void replaceUpdaters(UnaryOperator<IUpdater> successor) {
        if (vertex != null) {
            replace(vertex.getUpdater(), vertex::setUpdater, successor);
            replace(vertex.getBiasUpdater(), vertex::setBiasUpdater, successor);
        }
        for (Layer core : cores) {
            if (core instanceof BaseLayer base) {
                replace(base.getIUpdater(), base::setIUpdater, successor);
                replace(base.getBiasUpdater(), base::setBiasUpdater, successor);
            } else if (core instanceof AbstractSameDiffLayer sameDiff) {
                replace(sameDiff.getUpdater(), sameDiff::setUpdater, successor);
                replace(sameDiff.getBiasUpdater(), sameDiff::setBiasUpdater, successor);
            }
        }
    }

    private static void replace(
            @Nullable IUpdater updater, Consumer<IUpdater> setter, UnaryOperator<IUpdater> successor) {
        if (updater != null) {
            setter.accept(successor.apply(updater));
        }
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
