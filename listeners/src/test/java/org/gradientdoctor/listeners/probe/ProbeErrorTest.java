package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.listeners.probe.SlowLoss.Displacement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ∂loss/∂input of every layer and vertex against finite differences of the loss. */
class ProbeErrorTest {

    private static final double STEP = 1e-5;
    private static final int SAMPLED = 12;
    /** Of differences of losses near 10 in double precision over steps of 1e-5. */
    private static final double ROUNDING = 2e-9;

    static Stream<ProbedKind> kinds() {
        return Stream.concat(ProbedStacks.all().stream(), ProbedGraphs.all().stream());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theErrorAtEachInputIsTheSlopeOfTheLoss(ProbedKind kind) {
        Model model = kind.network().get();
        Map<Place, INDArray> errors = new HashMap<>();
        BackwardProbe probe = BackwardProbe.of(model);
        ProbeReading reading = probe.read(ProbeBatch.of(kind.batch().get(), 0), new PassObserver() {
            @Override
            public void error(int station, int input, INDArray error) {
                errors.put(new Place(station, input), error.dup('c'));
            }
        });
        assertThat(reading.unread()).isEmpty();

        SlowLoss loss = new SlowLoss(model, kind.batch().get());
        Random random = new Random(7);
        int compared = 0;
        int excluded = 0;
        List<String> wrong = new ArrayList<>();
        for (int station = 0; station < loss.inputs().size(); station++) {
            List<INDArray> inputs = loss.inputs().get(station);
            for (int k = 0; k < inputs.size(); k++) {
                if (probe.profile().layers().get(station).type().startsWith("Embedding")) {
                    assertThat(errors).doesNotContainKey(new Place(station, k));
                    continue;
                }
                String place = probe.profile().layers().get(station).name() + ", input " + k;
                INDArray error = Objects.requireNonNull(errors.get(new Place(station, k)), place);
                // A preprocessor for sequences hands a vector back as a sequence of one step.
                assertThat(error.length()).as(place).isEqualTo(inputs.get(k).length());
                for (int sample = 0; sample < SAMPLED; sample++) {
                    long element = random.nextInt((int) error.length());
                    Slope slope = slope(loss, station, k, element);
                    if (slope.kink()) {
                        excluded++;
                        continue;
                    }
                    compared++;
                    double read = error.getDouble(element);
                    double difference = Math.abs(read - slope.value());
                    if (difference > 1e-5 * Math.max(Math.abs(read), Math.abs(slope.value())) + ROUNDING) {
                        wrong.add(place + ", element " + element + ": read " + read + ", slope " + slope.value());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat((double) excluded / (compared + excluded)).isLessThan(.02);
    }

    private record Place(int station, int input) {}

    private record Slope(double value, boolean kink) {}

    private static Slope slope(SlowLoss loss, int station, int input, long element) {
        double middle = loss.at(new Displacement(station, input, element, 0));
        double[] bends = new double[2];
        double value = Double.NaN;
        for (int i = 0; i < 2; i++) {
            double step = i == 0 ? STEP : STEP / 2;
            double above = loss.at(new Displacement(station, input, element, step));
            double below = loss.at(new Displacement(station, input, element, -step));
            bends[i] = (above - 2 * middle + below) / step;
            value = i == 0 ? (above - below) / (2 * step) : value;
        }
        // One-sided slopes of a smooth function differ by an amount in proportion to the step.
        boolean kink = Math.abs(bends[0] - 2 * bends[1]) > 1e-6 * Math.abs(value) + 10 * ROUNDING;
        return new Slope(value, kink);
    }
}
