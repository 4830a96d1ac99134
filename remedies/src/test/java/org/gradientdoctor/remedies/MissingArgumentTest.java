package org.gradientdoctor.remedies;

import static java.util.Collections.singletonList;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.OutputPair;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.Removal;
import org.gradientdoctor.remedies.remedy.ShortenBackpropagation;
import org.gradientdoctor.remedies.remedy.SkipBlock;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Null is refused where it is given, by a sentence that names the argument. */
class MissingArgumentTest {
    /** Every public class of the package whose objects a user makes. */
    private static final List<Class<?>> MADE = List.of(
            AddSkipConnections.class,
            ChangeUpdater.class,
            ClipAdaptively.class,
            ClipGlobalNorm.class,
            ClipGradients.class,
            Columns.class,
            FixOutputAndLoss.class,
            GateRecurrence.class,
            Initialization.class,
            InsertBatchNormalization.class,
            LayerNormalization.class,
            LayerRate.class,
            NormalizeInputs.class,
            OutputPair.class,
            ParametricRectifier.class,
            RateCourse.class,
            ReduceDepth.class,
            ReduceDropout.class,
            ReduceLearningRate.class,
            RegularizeWeights.class,
            ReinitializeWeights.class,
            Removal.class,
            ShortenBackpropagation.class,
            SkipBlock.class,
            StandardizeInputs.class,
            StandardizeLabels.class,
            SwapActivation.class,
            TailorRectifier.class,
            TuneLearningRate.class,
            UnitVariance.class,
            UpdaterKind.class,
            WeightPenalty.class,
            PredictedEffect.class,
            Recommendation.class);

    private final NetworkDraft draft = Surgery.examine(Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 2, 4));

    @Test
    void noRemedyIsForgotten() {
        EveryRemedy.on(Networks.dense(new Sgd(.1)).model())
                .forEach(remedy -> assertThat(MADE).contains(remedy.getClass()));
    }

    @TestFactory
    Stream<DynamicTest> whatMakesARemedyNamesTheArgumentThatIsNull() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> made : MADE) {
            for (Executable maker : makers(made)) {
                Class<?>[] types = maker.getParameterTypes();
                for (int i = 0; i < types.length; i++) {
                    int missing = i;
                    if (!types[i].isPrimitive()) {
                        tests.add(DynamicTest.dynamicTest(
                                made.getSimpleName() + " " + maker.getName() + " " + i,
                                () -> assertNamed(maker, missing)));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(60);
        return tests.stream();
    }

    /** Public constructors, and static methods that answer with more than a yes or no or a text. */
    private static List<Executable> makers(Class<?> made) {
        List<Executable> makers = new ArrayList<>(List.of(made.getConstructors()));
        for (Method method : made.getMethods()) {
            boolean makes = Modifier.isStatic(method.getModifiers())
                    && !method.getName().equals("valueOf")
                    && method.getReturnType() != boolean.class
                    // Says itself what is wrong with a text.
                    && !method.getName().equals("fromJson");
            if (makes) {
                makers.add(method);
            }
        }
        return makers;
    }

    private void assertNamed(Executable maker, int missing) {
        Class<?> made = maker.getDeclaringClass();
        Parameter[] parameters = maker.getParameters();
        @Nullable Object[] arguments = new Object[parameters.length];
        if (parameters.length > 1) {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = sample(parameters[i], made);
            }
            assertThat(catchThrowable(() -> make(maker, arguments)))
                    .as("with all arguments")
                    .isNull();
            arguments[missing] = null;
        }
        assertThatThrownBy(() -> make(maker, arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("\"" + name(maker, missing) + "\" is null.*: give .*");
    }

    private static @Nullable Object make(Executable maker, @Nullable Object[] arguments) throws Throwable {
        try {
            return maker instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) maker).invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw requireNonNull(e.getCause());
        }
    }

    /** The component of a record; any other parameter's name is not in the class file. */
    private static String name(Executable maker, int missing) {
        RecordComponent[] components = maker.getDeclaringClass().getRecordComponents();
        return maker instanceof Constructor<?> && components.length == maker.getParameterCount()
                ? components[missing].getName()
                : "\\w+";
    }

    private Object sample(Parameter parameter, Class<?> made) {
        Class<?> type = parameter.getType();
        String elements = parameter.getParameterizedType().getTypeName();
        if (type == List.class) {
            return elements.contains("SkipBlock")
                    ? List.of(new SkipBlock("layer0", "layer1"))
                    : elements.contains("Removal")
                            ? List.of(new Removal(List.of("layer0"), "layer1"))
                            : elements.contains("Double")
                                    ? List.of(1.)
                                    : elements.contains("Symptom")
                                            ? List.of(Symptom.VANISHING_GRADIENT)
                                            : elements.contains("Remedy")
                                                    ? List.of(new LayerNormalization(List.of("layer0")))
                                                    : List.of("layer0");
        }
        if (type == Map.class) {
            Object value = elements.contains("LayerRate")
                    ? LayerRate.of(.1)
                    : elements.contains("Initialization")
                            ? Initialization.he()
                            : elements.contains("WeightPenalty") ? WeightPenalty.ofL2(.1) : (Object) .5;
            return Map.of("layer0", value);
        }
        if (type == double.class) {
            return made == ChangeUpdater.class ? 0. : made == GateRecurrence.class ? 1. : .01;
        }
        return samples().entrySet().stream()
                .filter(sample -> sample.getKey() == type)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + type));
    }

    private Map<Class<?>, Object> samples() {
        return Map.ofEntries(
                Map.entry(int.class, 3),
                Map.entry(long.class, 1L),
                Map.entry(String.class, "layer0"),
                Map.entry(NetworkDraft.class, draft),
                Map.entry(LayerDraft.class, draft.layers().get(0)),
                Map.entry(AddSkipConnections.Form.class, AddSkipConnections.Form.values()[0]),
                Map.entry(ClipGradients.Form.class, ClipGradients.Form.ELEMENT_WISE),
                Map.entry(UpdaterKind.class, UpdaterKind.SGD),
                Map.entry(DataType.class, DataType.FLOAT),
                Map.entry(Columns.class, new Columns(List.of(0.), List.of(1.))),
                Map.entry(LayerRate.class, LayerRate.of(.1)),
                Map.entry(OutputPair.class, OutputPair.BITS),
                Map.entry(Initialization.Scheme.class, Initialization.Scheme.HE),
                Map.entry(IActivation.class, new ActivationTanH()),
                Map.entry(Activation.class, Activation.ELU),
                Map.entry(InsertBatchNormalization.Position.class, InsertBatchNormalization.Position.AFTER_ACTIVATION),
                Map.entry(InsertBatchNormalization.Start.class, InsertBatchNormalization.Start.STANDARD),
                Map.entry(RateCourse.class, RateCourse.constant()),
                Map.entry(IUpdater.class, new Sgd(.1)),
                Map.entry(PredictedEffect.class, PredictedEffect.none()));
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without its check may do
    void nullsInsideListsAndMapsAreNamedWithTheirPlace() {
        List<String> layers = new ArrayList<>(List.of("layer0"));
        layers.add(null);
        assertNames(() -> new LayerNormalization(layers), "layers[1]");
        Map<String, LayerRate> rates = new HashMap<>();
        rates.put("layer0", null);
        assertNames(() -> new ReduceLearningRate(rates), "rates[layer0]");
        assertNames(() -> new Recommendation(new ArrayList<>(singletonList(null)), "why"), "steps");
        Recommendation one = new Recommendation(List.of(new LayerNormalization(List.of("layer0"))), "why");
        assertNames(() -> one.and(null), "other");
        assertNames(() -> one.conflictWith(null), "other");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without its check may do
    void theAdvisorSaysWhatItLacks() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        Model model = network.model();
        Diagnosis healthy = Diagnoses.of(model, List.of());
        RemedyAdvisor advisor = RemedyAdvisor.standard();
        assertNames(() -> RemedyAdvisor.prescribing(null), "prescriber");
        assertNames(() -> advisor.advise(null, healthy), "null");
        assertNames(() -> advisor.advise(model, null), "diagnosis");
        assertNames(() -> advisor.advise(null, healthy, network.batch()), "null");
        DataSetIterator data = new ListDataSetIterator<>(List.of(network.batch()));
        assertNames(() -> advisor.repair(null, data, data), "null");
        assertNames(() -> advisor.repair(model, (DataSetIterator) null, data), "training");
        assertNames(() -> advisor.repair(model, data, (DataSetIterator) null), "validation");
        assertNames(() -> advisor.repair(model, data, data, null), "plan");
        Recommendation one = new Recommendation(List.of(new LayerNormalization(List.of("layer0"))), "why");
        assertNames(() -> one.applyTo(null), "null");
        assertNames(() -> one.applyTo(model, (DataSet) null), "batch");
        assertNames(() -> one.applyTo(model, (MultiDataSet) null), "batch");
        assertNames(() -> one.configurationDifference(null), "null");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without its check may do
    void thePlanSaysWhichSettingIsNull() {
        RepairPlanBuilder plan = RepairPlan.builder();
        assertNames(() -> plan.metric(null), "metric");
        assertNames(() -> plan.atMost(null), "safety class");
        assertNames(() -> plan.remedies(null), "remedies");
        assertNames(() -> plan.onTrial(null), "consumer");
        assertNames(() -> plan.cancelWhen(null), "condition");
        assertNames(() -> plan.timeLimit(null), "time limit");
        assertNames(() -> plan.clock(null), "clock");
        assertThat(Stream.of(RepairPlanBuilder.class.getMethods())
                        .filter(method -> method.getReturnType() == RepairPlanBuilder.class)
                        .flatMap(method -> Stream.of(method.getParameterTypes()))
                        .filter(type -> !type.isPrimitive()))
                .as("settings that may be null")
                .hasSize(7);
    }

    private static void assertNames(ThrowingCallable call, String argument) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(argument);
    }
}
