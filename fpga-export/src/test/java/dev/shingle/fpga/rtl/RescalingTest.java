package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RELU and changes of quantisation as layers of their own, to scales that are finer and coarser, on the RTL. */
class RescalingTest {

    private static final int FINEST = -6;
    private static final int COARSEST = 12;

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void everyScaleComesOutAsInTheSimulator(Rounding rounding) {
        boolean isSingle = rounding == Rounding.SINGLE;
        Accelerator accelerator = new Accelerator(isSingle ? 8 : 4, 12, isSingle, false, rounding);
        for (Function function : new Function[] {Function.QUANTIZE, Function.RELU, Function.RELU6}) {
            Scene scene =
                    Scene.of(network(function), TestMachine.of(accelerator.lanes()), new OverlapPlanner(), accelerator);
            scene.requireExact(scene.run(), Subject.expected(scene.network(), scene.inputs(), rounding));
        }
    }

    /** From one tensor to as many scales as there are. */
    private static Network network(Function function) {
        FeatureMap image = map("image", 0.05, 7);
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        ImmutableList.Builder<FeatureMap> results = ImmutableList.builder();
        for (int power = FINEST; power <= COARSEST; power++) {
            FeatureMap result = map("to" + power, 0.05 * 1.03 * Math.scalb(1.0, power), power - 40);
            results.add(result);
            layers.add(new Layer(
                    "layer" + power,
                    Pointwise.of(function),
                    ImmutableList.of(image),
                    ImmutableList.of(result),
                    ImmutableList.of()));
        }
        return new Network(function.name(), ImmutableList.of(image), layers.build(), results.build());
    }

    private static FeatureMap map(String name, double scale, int zeroPoint) {
        return new FeatureMap(
                name, Shape.hwc(32, 4, 8), ElementType.INT8, Quantization.perTensor((float) scale, zeroPoint));
    }
}
