package dev.shingle.sim.kernels;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import org.junit.jupiter.api.Test;

/** Layers that cannot be computed are named, with the reason. */
class RefusalsTest {

    @Test
    void operatorsOfUnknownArithmetic() {
        refuses(new Operator.Opaque("MYSTERY"), ElementType.FLOAT32, "MYSTERY");
    }

    @Test
    void normalizationsOfStoredNumbers() {
        refuses(new Operator.LocalResponseNormalization(5, 1e-4, 0.75, 1), ElementType.INT8, "channels of INT8");
    }

    private static void refuses(Operator operator, ElementType type, String reason) {
        FeatureMap x = new FeatureMap("x", Shape.hwc(2, 2, 3), type);
        FeatureMap y = new FeatureMap("y", Shape.hwc(2, 2, 3), type);
        Layer layer = new Layer("made", operator, ImmutableList.of(x), ImmutableList.of(y), ImmutableList.of());
        Network network = new Network("net", ImmutableList.of(x), ImmutableList.of(layer), ImmutableList.of(y));
        assertThatThrownBy(() ->
                        NetworkExecution.run(network, GoldenLayersTest.fill(network), Rounding.TFLITE, Observer.NONE))
                .isInstanceOf(UnsupportedLayerException.class)
                .hasMessageContaining("made")
                .hasMessageContaining(reason);
    }
}
