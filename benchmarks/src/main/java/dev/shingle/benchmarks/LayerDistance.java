package dev.shingle.benchmarks;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.distance.LiteralDistance;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The safe distance of one layer, the innermost question of every search. Wanted: below a microsecond in closed form.
 *
 * <p>The layer is a 3x3 convolution with stride 2 on the machine with byte words that writes pixel by pixel.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LayerDistance {

    private static final Machine BYTE_PIXEL = new Machine(
            "byte-pixel",
            "docs/model.md",
            Layout.bytes(),
            new WriteGranularity.Pixel(),
            0,
            GroupOrder.DESCENDING,
            ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE),
            Addressing.LINEAR,
            1,
            OptionalLong.empty());

    @Param({"24", "224", "1024"})
    int inputPixelsPerSide;

    @Param({"FORWARD", "REVERSE"})
    Traversal traversal;

    private Operation layer;

    @Setup
    public void bindLayer() {
        int outputPixelsPerSide = inputPixelsPerSide / 2;
        layer = new Operation(
                new Operator.Convolution(Window.square(3, 2, new Padding(0, 1, 0, 1)), 1, Activation.NONE),
                ImmutableList.of(featureMap("ifm", Shape.hwc(inputPixelsPerSide, inputPixelsPerSide, 16))),
                ImmutableList.of(featureMap("ofm", Shape.hwc(outputPixelsPerSide, outputPixelsPerSide, 32))));
        if (!distance().equals(enumerated())) {
            throw new AssertionError(distance() + " in closed form, " + enumerated() + " word by word");
        }
    }

    private static TensorUse featureMap(String name, Shape shape) {
        return new TensorUse(name, shape, ElementType.INT8, false, TensorUse.Storage.SCRATCHPAD);
    }

    @Benchmark
    public Distance distance() {
        return SafeDistances.of(layer, 0, 0, traversal, BYTE_PIXEL);
    }

    /** The same answer, unit by unit and read by read. */
    @Benchmark
    public Distance enumerated() {
        return LiteralDistance.of(layer, 0, 0, traversal, BYTE_PIXEL);
    }
}
