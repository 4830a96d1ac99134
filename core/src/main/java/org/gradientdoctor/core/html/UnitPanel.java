package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** Units that pass little on: saturated ones and inactive ones. */
final class UnitPanel {
    private static final String TITLE = "Saturated and inactive units";

    private UnitPanel() {}

    static Panel of(TraceSnapshot trace) {
        NetworkProfile profile = trace.profile();
        AcrossLayers saturated = new AcrossLayers(trace.signals(), layer -> saturated(profile, layer));
        AcrossLayers inactive = new AcrossLayers(trace.signals(), layer -> inactive(profile, layer));
        List<Line> lines = new ArrayList<>();
        if (!saturated.isEmpty()) {
            lines.addAll(saturated.highestAndMiddle("saturated"));
        }
        if (!inactive.isEmpty()) {
            lines.addAll(inactive.highestAndMiddle("inactive"));
        }
        if (lines.isEmpty()) {
            return Panel.of(
                    TITLE,
                    new Part.Missing(
                            "No layer was read whose activation function can saturate or switch off, so no share is"
                                    + " shown."));
        }
        return Panel.of(
                TITLE,
                LineChart.of(
                        "Shares of activations",
                        "What is saturated or inactive passes no error back: near 1 a layer is deaf, and rectifiers are"
                                + " inactive about half of the time when well.",
                        "iteration",
                        "share, 0 to 1",
                        Scale.SHARE,
                        lines));
    }

    static double saturated(NetworkProfile profile, LayerReading layer) {
        SignalReading signal = layer.signal();
        return signal == null || shape(profile, layer) != ActivationShape.SATURATING
                ? AcrossLayers.NONE
                : broken(signal) ? Double.NaN : signal.units().saturatedShare();
    }

    static double inactive(NetworkProfile profile, LayerReading layer) {
        SignalReading signal = layer.signal();
        return signal == null || shape(profile, layer) != ActivationShape.RECTIFIER
                ? AcrossLayers.NONE
                : broken(signal) ? Double.NaN : 1 - signal.units().activeShare();
    }

    private static boolean broken(SignalReading signal) {
        return signal.units().nonFinite() > 0;
    }

    private static ActivationShape shape(NetworkProfile profile, LayerReading layer) {
        return profile.layer(layer.layer())
                .map(LayerProfile::activation)
                .flatMap(Optional::ofNullable)
                .map(ActivationProfile::shape)
                .orElse(ActivationShape.OTHER);
    }
}
