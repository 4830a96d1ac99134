package org.gradientdoctor.samples.demo;

import java.util.List;
import org.gradientdoctor.samples.input.Examples;
import org.gradientdoctor.samples.input.NumberTable;
import org.gradientdoctor.samples.input.TableReader;
import org.gradientdoctor.samples.input.Task;
import org.gradientdoctor.samples.training.HoldOut;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Fisher's Iris (1936): 150 flowers of three species, four lengths each. Read from the file inside Deeplearning4j's own
 * jar; its IrisDataSetIterator downloads the data instead.
 */
public final class IrisFlowers {
    /** Lengths measured at each flower. */
    static final int FEATURES = 4;
    /** Species. */
    static final Task.Classes SPECIES = new Task.Classes(3, false);

    private IrisFlowers() {}

    /** All 150 as they were measured. */
    public static Examples all() {
        NumberTable table = TableReader.readResource("/iris.dat");
        return Examples.of(table, List.of(), FEATURES, SPECIES);
    }

    /** 40 flowers of each species to train on and 10 held out, standardized by those trained on. */
    static HoldOut split(long seed) {
        HoldOut split = HoldOut.fifth(all(), seed);
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(split.training().data());
        normalizer.transform(split.training().data());
        normalizer.transform(split.heldOut().data());
        return split;
    }
}
