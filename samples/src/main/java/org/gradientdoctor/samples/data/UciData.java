package org.gradientdoctor.samples.data;

import java.util.List;
import java.util.Locale;
import org.gradientdoctor.samples.input.Examples;
import org.gradientdoctor.samples.input.HeaderMode;
import org.gradientdoctor.samples.input.TableReader;
import org.gradientdoctor.samples.input.Task;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Real data from the UCI Machine Learning Repository, shipped under CC BY 4.0; the {@code NOTICE} beside the files names
 * their authors.
 */
public enum UciData {
    /**
     * 1797 images of handwritten digits, 8×8 pixels of 0 to 16, row by row (Alpaydin and Kaynak 1998). Some pixels at
     * the border are 0 in every image.
     */
    DIGITS("digits.csv.gz", 64, 10),
    /** 178 wines of three cultivars by 13 measurements of unlike scale (Aeberhard and Forina 1991). */
    WINE("wine.csv", 13, 3),
    /** 569 tumors, malignant (0) or benign (1), by 30 measurements from .001 to 4254 (Wolberg et al. 1993). */
    BREAST_CANCER("breast-cancer.csv", 30, 2);

    private final String file;
    private final int features;
    private final int classes;

    UciData(String file, int features, int classes) {
        this.file = file;
        this.features = features;
        this.classes = classes;
    }

    /** Columns of the features. */
    public int features() {
        return features;
    }

    /** Columns of the labels. */
    public int classes() {
        return classes;
    }

    /** All examples in the order of the file: features as published {@code [examples, features]}, labels one-hot. */
    public DataSet load() {
        String resource = "/" + getClass().getPackageName().replace('.', '/') + "/" + file;
        return Examples.of(
                        TableReader.readResource(resource, HeaderMode.YES),
                        List.of(),
                        features,
                        new Task.Classes(classes, false))
                .data();
    }

    /** For people: {@code breast cancer}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
