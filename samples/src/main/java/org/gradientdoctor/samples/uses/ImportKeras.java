package org.gradientdoctor.samples.uses;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.samples.data.UciData;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/** Examines a network that was made in Keras: with the data as they come, and as Keras was given them. */
public final class ImportKeras {
    /** Written by {@code samples/src/main/keras/write_wine_h5.py}. */
    private static final String FILE = "wine.h5";

    private ImportKeras() {}

    /** @param args none */
    public static void main(String[] args)
            throws IOException, InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        DataSet wines = UciData.WINE.load();
        try (InputStream file = Objects.requireNonNull(ImportKeras.class.getResourceAsStream(FILE))) {
            // snippet import
            MultiLayerNetwork network = KerasModelImport.importKerasSequentialModelAndWeights(file, true);
            Diagnosis raw = Preflight.examine(network, wines);
            System.out.println("raw: " + raw);

            NormalizerStandardize normalizer = new NormalizerStandardize();
            normalizer.fit(wines);
            normalizer.transform(wines);
            System.out.println("standardized: " + Preflight.examine(network, wines));
            // end import
        }
    }
}
