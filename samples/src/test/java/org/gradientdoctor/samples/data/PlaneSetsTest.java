package org.gradientdoctor.samples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class PlaneSetsTest {
    private static final Offset<Double> ROUNDING = within(1e-6);

    /** Points of one class, sorted, as "x y" with three decimals. */
    private static List<String> points(DataSet data, int label) {
        List<String> points = new ArrayList<>();
        for (int row = 0; row < data.getFeatures().size(0); row++) {
            if (data.getLabels().getDouble(row, label) == 1) {
                points.add(number(data.getFeatures(), row, 0) + " " + number(data.getFeatures(), row, 1));
            }
        }
        return points.stream().sorted().toList();
    }

    private static String number(INDArray features, int row, int column) {
        // Adding 0 turns a negative zero into a positive one.
        return String.format(
                java.util.Locale.ROOT, "%.3f", Math.rint(features.getDouble(row, column) * 1000) / 1000 + 0.0);
    }

    @Test
    void circlesWithoutNoiseLieAtQuartersOfBothRadii() {
        DataSet circles = Circles.draw(8, .5, 0, 1);

        assertThat(points(circles, 0)).containsExactly("-1.000 0.000", "0.000 -1.000", "0.000 1.000", "1.000 0.000");
        assertThat(points(circles, 1)).containsExactly("-0.500 0.000", "0.000 -0.500", "0.000 0.500", "0.500 0.000");
    }

    @Test
    void moonsWithoutNoiseBeginMiddleAndEndWhereTheirFormulaSays() {
        DataSet moons = Moons.draw(6, 0, 1);

        // t = 0, π/2, π: (1, 0), (0, 1), (-1, 0), and (0, .5), (1, -.5), (2, .5).
        assertThat(points(moons, 0)).containsExactly("-1.000 0.000", "0.000 1.000", "1.000 0.000");
        assertThat(points(moons, 1)).containsExactly("0.000 0.500", "1.000 -0.500", "2.000 0.500");
    }

    @Test
    void spiralsWithoutNoiseTurnByFourRadiansFromCenterToEnd() {
        DataSet spirals = Spirals.draw(3, 2, 0, 1);

        // r = 0, 1/2, 1; t = 0, 2, 4 for the first arm, 4, 6, 8 for the second: (r sin t, r cos t).
        // sin 2 = .909, cos 2 = -.416; sin 4 = -.757, cos 4 = -.654; sin 6 = -.279, cos 6 = .960; sin 8 = .989,
        // cos 8 = -.146.
        assertThat(points(spirals, 0)).containsExactly("-0.757 -0.654", "0.000 0.000", "0.455 -0.208");
        assertThat(points(spirals, 1)).containsExactly("-0.140 0.480", "0.000 0.000", "0.989 -0.146");
    }

    @Test
    void blobsScatterAroundTheirCentersByTheNoiseAndCentersStayInTheSquare() {
        DataSet blobs = Blobs.draw(3000, 3, 2, 4);

        for (int label = 0; label < 3; label++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < 3000; row++) {
                if (blobs.getLabels().getDouble(row, label) == 1) {
                    double x = blobs.getFeatures().getDouble(row, 0);
                    sum += x;
                    squares += x * x;
                }
            }
            double mean = sum / 1000;
            assertThat(mean).isBetween(-10.3, 10.3);
            // A deviation over 1000 draws is itself uncertain by 2 / √2000 = .045.
            assertThat(Math.sqrt(squares / 1000 - mean * mean)).isCloseTo(2, within(.2));
        }
    }

    @Test
    void classesAreBalanced() {
        for (DataSet drawn : List.of(Circles.draw(60, .8, .1, 1), Moons.draw(60, .1, 1))) {
            assertThat(drawn.getLabels().sum(0).toDoubleVector()).containsExactly(30, 30);
        }
        for (DataSet drawn :
                List.of(Blobs.draw(60, 3, 1, 1), Spirals.draw(20, 3, .2, 1), CylinderBellFunnel.draw(60, 1, 1))) {
            assertThat(drawn.getLabels().sum(0).toDoubleVector()).containsExactly(20, 20, 20);
        }
    }

    @Test
    void examplesAreShuffledWithTheirLabels() {
        DataSet circles = Circles.draw(200, .5, 0, 1);

        int inOrder = 0;
        for (int row = 0; row < 200; row++) {
            double x = circles.getFeatures().getDouble(row, 0);
            double y = circles.getFeatures().getDouble(row, 1);
            boolean outer = circles.getLabels().getDouble(row, 0) == 1;
            assertThat(Math.hypot(x, y)).isCloseTo(outer ? 1 : .5, ROUNDING);
            inOrder += outer == row < 100 ? 1 : 0;
        }
        assertThat(inOrder).isBetween(60, 140);
    }
}
