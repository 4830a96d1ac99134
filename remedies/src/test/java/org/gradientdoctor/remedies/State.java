package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All that must not change in a network that is only looked at, with the thread's random state. */
record State(
        String json,
        Map<String, List<Double>> parameters,
        @Nullable List<Double> updater,
        List<TrainingListener> listeners,
        long root,
        long node) {

    static State of(Model model) {
        return new State(
                json(model),
                parameters(model),
                updater(model),
                List.copyOf(listeners(model)),
                Nd4j.getRandom().rootState(),
                Nd4j.getRandom().nodeState());
    }

    static String json(Model model) {
        return model instanceof MultiLayerNetwork stack
                ? stack.getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) model).getConfiguration().toJson();
    }

    static Map<String, List<Double>> parameters(Model model) {
        Map<String, INDArray> table =
                model instanceof MultiLayerNetwork stack ? stack.paramTable() : ((ComputationGraph) model).paramTable();
        Map<String, List<Double>> values = new LinkedHashMap<>();
        table.forEach((key, array) -> values.put(key, values(array)));
        return values;
    }

    /** Parameters by the name of their layer, whatever its index: {@code hidden_W}. */
    static Map<String, List<Double>> named(Model model) {
        if (model instanceof ComputationGraph) {
            return parameters(model);
        }
        List<String> names =
                Surgery.examine(model).layers().stream().map(LayerDraft::name).toList();
        Map<String, List<Double>> named = new LinkedHashMap<>();
        parameters(model).forEach((key, values) -> {
            int bar = key.indexOf('_');
            named.put(names.get(Integer.parseInt(key.substring(0, bar))) + key.substring(bar), values);
        });
        return named;
    }

    /** The flat state; null where there is none. */
    static @Nullable List<Double> updater(Model model) {
        var updater = model instanceof MultiLayerNetwork stack
                ? stack.getUpdater(false)
                : ((ComputationGraph) model).getUpdater(false);
        if (updater == null) {
            return null;
        }
        INDArray state = model instanceof MultiLayerNetwork stack
                ? stack.getUpdater(false).getStateViewArray()
                : ((ComputationGraph) model).getUpdater(false).getUpdaterStateViewArray();
        return state == null ? null : values(state);
    }

    /** The state of each parameter, read block by block, by the name of its layer: {@code hidden_W}. */
    static Map<String, List<Double>> updaterByParameter(Model model) {
        BaseMultiLayerUpdater<?> updater = model instanceof MultiLayerNetwork stack
                ? (BaseMultiLayerUpdater<?>) stack.getUpdater(false)
                : ((ComputationGraph) model).getUpdater(false);
        Map<String, List<Double>> values = new LinkedHashMap<>();
        if (updater == null || updater.getStateViewArray() == null) {
            return values;
        }
        Map<Trainable, String> names = names(model);
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            List<Double> state = block.getUpdaterView() == null ? List.of() : values(block.getUpdaterView());
            int parameters = block.getParamOffsetEnd() - block.getParamOffsetStart();
            for (UpdaterBlock.ParamState one : block.getLayersAndVariablesInBlock()) {
                List<Double> own = new ArrayList<>();
                for (int kind = 0; kind < state.size() / parameters; kind++) {
                    int shift = kind * parameters - block.getParamOffsetStart();
                    own.addAll(state.subList(one.getParamOffsetStart() + shift, one.getParamOffsetEnd() + shift));
                }
                values.put(names.get(one.getLayer()) + "_" + one.getParamName(), own);
            }
        }
        return values;
    }

    private static Map<Trainable, String> names(Model model) {
        Map<Trainable, String> names = new IdentityHashMap<>();
        if (model instanceof MultiLayerNetwork stack) {
            List<LayerDraft> layers = Surgery.examine(stack).layers();
            for (int i = 0; i < layers.size(); i++) {
                names.put(stack.getLayer(i), layers.get(i).name());
            }
        } else {
            for (var vertex : ((ComputationGraph) model).getVertices()) {
                names.put(vertex, vertex.getVertexName());
            }
        }
        return names;
    }

    private static Collection<TrainingListener> listeners(Model model) {
        return model instanceof MultiLayerNetwork stack
                ? stack.getListeners()
                : ((ComputationGraph) model).getListeners();
    }

    static List<Double> values(INDArray array) {
        double[] values = array.dup('c').reshape(array.length()).toDoubleVector();
        return Arrays.stream(values).boxed().toList();
    }

    void assertUnchanged(Model model) {
        State now = of(model);
        assertThat(now.json).isEqualTo(json);
        assertThat(now.parameters).isEqualTo(parameters);
        assertThat(now.updater).isEqualTo(updater);
        assertThat(now.listeners).isEqualTo(listeners);
        assertThat(List.of(now.root, now.node)).as("random state").isEqualTo(List.of(root, node));
    }
}
