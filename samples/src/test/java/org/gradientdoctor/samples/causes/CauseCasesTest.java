package org.gradientdoctor.samples.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sample of the bench; the whole of it is a command. */
class CauseCasesTest {
    static Stream<CauseCase> cases() {
        return Stream.of(
                StructuralCases.saturating(0),
                StructuralCases.inactive(0),
                StructuralCases.tooLarge(0),
                DataCases.pixels(0),
                TrainingCases.clipped(0),
                HealthyCases.tanh(0),
                HealthyCases.digits(0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFirstCauseIsTheOneThatWasBuiltIn(CauseCase built) {
        Answer answer = Answer.to(built);

        assertThat(answer.isRight()).as(answer.said()).isTrue();
    }

    @Test
    void theIntervalOfAShareIsThatOfWilson() {
        Wilson share = new Wilson(18, 20);

        assertThat(share.low()).isCloseTo(.699, within(.001));
        assertThat(share.high()).isCloseTo(.972, within(.001));
    }
}
