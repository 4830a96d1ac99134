package org.gradientdoctor.samples;

import java.util.Optional;
import org.gradientdoctor.samples.input.Examples;
import org.gradientdoctor.samples.model.ModelFile;
import org.gradientdoctor.samples.model.NetworkPorts;
import org.gradientdoctor.samples.training.Training;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The user's network with the user's rows, checked and fitting together.
 *
 * @param file the network
 * @param ports what it takes and predicts
 * @param normalizer what came with it
 * @param examples the rows, normalized, in the network's data type
 * @param training how it is to be trained
 */
record Patient(
        ModelFile file,
        NetworkPorts ports,
        Optional<DataNormalization> normalizer,
        Examples examples,
        Training training) {}
