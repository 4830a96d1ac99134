package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailoredRectifierTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 50, 100, 400})
    void orthogonalInputsLeaveTheNetworkWithACorrelationOfNineTenths(int depth) {
        double slope = TailoredRectifier.slopeFor(depth);
        // by the general recursion, which knows nothing of the closed form
        PropagationLayer layer = PropagationLayer.square("l", 1, TailoredRectifier.normalized(slope));
        SignalPropagation stack = SignalPropagation.through(Collections.nCopies(depth + 1, layer), 1);

        assertThat(slope).isGreaterThanOrEqualTo(0).isLessThan(1);
        assertThat(stack.correlations(0)[depth]).isCloseTo(.9, within(1e-6));
        assertThat(stack.layers().get(depth).q()).isCloseTo(1, within(1e-6));
    }

    @Test
    void deeperNetworksNeedToBeMoreLinearAndShallowOnesNeedNoLeak() {
        assertThat(TailoredRectifier.slopeFor(3)).isZero();
        assertThat(TailoredRectifier.slopeFor(100)).isGreaterThan(TailoredRectifier.slopeFor(30));
        assertThat(TailoredRectifier.slopeFor(100_000)).isGreaterThan(.98).isLessThan(1);
    }

    @Test
    void aNetworkWithoutLayersIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TailoredRectifier.slopeFor(0));
    }
}
