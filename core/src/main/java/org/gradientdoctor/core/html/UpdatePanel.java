package org.gradientdoctor.core.html;

import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Band;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** How long steps are against the weights they change. */
final class UpdatePanel {
    private static final String TITLE = "Update to parameter ratio";
    /** A factor of ten to both sides of 1e-3, the healthy ratio by Deeplearning4j's own guide. */
    static final Band HEALTHY = new Band("healthy", 1e-4, 1e-2);

    private UpdatePanel() {}

    static Panel of(TraceSnapshot trace) {
        AcrossLayers ratios = new AcrossLayers(trace.full(), UpdatePanel::ratio);
        if (ratios.isEmpty()) {
            return Panel.of(
                    TITLE,
                    new Part.Missing("No update was read, so there is no ratio to show"
                            + (trace.isPreflight() ? ": no training step was taken." : ".")));
        }
        return Panel.of(
                TITLE,
                LineChart.of(
                                "RMS of the update over RMS of the weights",
                                "Healthy steps change weights by about a thousandth; above the band training is"
                                        + " unsteady, below it a layer hardly moves.",
                                "iteration",
                                "update over weights, a ratio",
                                Scale.LOGARITHMIC,
                                ratios.lines())
                        .withBand(HEALTHY));
    }

    static double ratio(LayerReading layer) {
        ParameterReading weights = layer.weights();
        return weights == null || weights.update() == null || weights.values().rms() == 0
                ? AcrossLayers.NONE
                : weights.updateRatio();
    }
}
