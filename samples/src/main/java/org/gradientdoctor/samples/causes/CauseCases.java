package org.gradientdoctor.samples.causes;

import java.util.stream.Stream;

/** All kinds of cases, each drawn from a seed. */
final class CauseCases {
    private CauseCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(
                        StructuralCases.of(seed),
                        DepthCases.of(seed),
                        ConvolutionCases.of(seed),
                        TimeCases.of(seed),
                        RateCases.of(seed),
                        DataCases.of(seed),
                        OutputCases.of(seed),
                        TrainingCases.of(seed),
                        HealthyCases.of(seed),
                        WatchedHealthyCases.of(seed))
                .flatMap(each -> each);
    }
}
