package org.gradientdoctor.core.signal;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** Attributes what is sick to causes. */
public final class CauseAttribution {
    private CauseAttribution() {}

    /** The causes of what these findings say is sick, most important first; none where nothing is. */
    public static List<Attribution> of(TraceSnapshot trace, List<Finding> findings) {
        return List.of();
    }
}
