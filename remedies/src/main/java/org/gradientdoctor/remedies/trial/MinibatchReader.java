package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.gradientdoctor.listeners.capture.RandomState;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Reads a user's iterator into memory, once: iterators belong to one thread, and one that shuffles by itself would give
 * each trial other data. The iterator is reset before and after.
 *
 * @param role what the data is for, in messages: {@code training} or {@code validation}
 * @param useUp whether an iterator that cannot be reset may be read to its end
 * @param limitBytes memory that the data may take
 */
public record MinibatchReader(String role, boolean useUp, long limitBytes) {

    /**
     * Reads them all.
     *
     * @throws IllegalArgumentException where there is no iterator or no data, the data has no features or labels, takes
     *     more memory than allowed, or the iterator cannot be reset and may not be used up
     */
    public Minibatches read(@Nullable DataSetIterator iterator) {
        if (iterator == null) {
            throw missing();
        }
        return read(iterator, iterator.resetSupported(), iterator::reset, batch -> batch.toMultiDataSet());
    }

    /** As {@link #read(DataSetIterator)}, for networks with several inputs or outputs. */
    public Minibatches read(@Nullable MultiDataSetIterator iterator) {
        if (iterator == null) {
            throw missing();
        }
        return read(iterator, iterator.resetSupported(), iterator::reset, batch -> batch);
    }

    private interface Conversion<B> {
        org.nd4j.linalg.dataset.api.MultiDataSet of(B batch);
    }

    private <B> Minibatches read(Iterator<B> iterator, boolean resettable, Runnable reset, Conversion<B> conversion) {
        if (!resettable && !useUp) {
            throw new IllegalArgumentException(
                    "the " + role + " iterator (" + iterator.getClass().getSimpleName()
                            + ") cannot be reset, so it would be used up: give one that can be, or let the repair plan"
                            + " useUpIterators(true), which reads it to its end once and keeps the data in memory");
        }
        return RandomState.preserve(() -> {
            if (resettable) {
                reset.run();
            }
            try {
                return readAll(iterator, conversion);
            } finally {
                if (resettable) {
                    reset.run();
                }
            }
        });
    }

    private <B> Minibatches readAll(Iterator<B> iterator, Conversion<B> conversion) {
        List<MultiDataSet> batches = new ArrayList<>();
        long bytes = 0;
        while (iterator.hasNext()) {
            MultiDataSet batch = own(next(iterator, conversion, batches.size()), batches.size());
            bytes += batch.getMemoryFootprint();
            if (bytes > limitBytes) {
                throw new IllegalArgumentException("the " + role + " data takes more than the " + (limitBytes >> 20)
                        + " MiB that trials may keep in memory, at minibatch " + batches.size()
                        + ": give a sample of it (trials are short), or raise dataLimit of the repair plan");
            }
            batches.add(batch);
        }
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("the " + role + " iterator gives no minibatch: nothing can be "
                    + (role.equals("training") ? "trained on" : "measured on"));
        }
        return new Minibatches(batches);
    }

    private <B> org.nd4j.linalg.dataset.api.MultiDataSet next(
            Iterator<B> iterator, Conversion<B> conversion, int index) {
        try {
            return conversion.of(iterator.next());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the " + role + " iterator (" + iterator.getClass().getSimpleName() + ") threw at minibatch "
                            + index + ": " + e,
                    e);
        }
    }

    private MultiDataSet own(org.nd4j.linalg.dataset.api.MultiDataSet batch, int index) {
        if (isMissing(batch.getFeatures()) || isMissing(batch.getLabels())) {
            throw new IllegalArgumentException("minibatch " + index + " of the " + role + " data has no "
                    + (isMissing(batch.getFeatures()) ? "features" : "labels")
                    + ": trials train and measure with features [examples, …] and labels [examples, …]");
        }
        return new MultiDataSet(
                copies(batch.getFeatures()),
                copies(batch.getLabels()),
                masks(batch.getFeaturesMaskArrays()),
                masks(batch.getLabelsMaskArrays()));
    }

    private static boolean isMissing(INDArray @Nullable [] arrays) {
        return arrays == null
                || arrays.length == 0
                || Arrays.stream(arrays).anyMatch(array -> array == null || array.isEmpty() || array.length() == 0);
    }

    private static INDArray[] copies(INDArray[] arrays) {
        return Arrays.stream(arrays).map(INDArray::dup).toArray(INDArray[]::new);
    }

    private static @Nullable INDArray @Nullable [] masks(@Nullable INDArray @Nullable [] masks) {
        return masks == null
                ? null
                : Arrays.stream(masks)
                        .map(mask -> mask == null ? null : mask.dup())
                        .toArray(INDArray[]::new);
    }

    private IllegalArgumentException missing() {
        return new IllegalArgumentException("there is no " + role + " iterator: give one over "
                + (role.equals("training") ? "the data to train on" : "data that is not trained on"));
    }
}
