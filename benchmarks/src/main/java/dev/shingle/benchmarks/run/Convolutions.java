package dev.shingle.benchmarks.run;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
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
 * One quantised convolution of 48 x 48 pixels, 32 to 32 channels: by the simulator's kernel, and by the loops that one would
 * write down first. Both give the same bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Convolutions {

    private static final int SIDE = 48;
    private static final int CHANNELS = 32;

    @Param({"1x1", "3x3"})
    String kernel = "1x1";

    private Network network = network(kernel);
    private TensorData input = input(network);
    private NestedLoops loops = new NestedLoops(network.layers().get(0));

    @Setup
    public void build() {
        network = network(kernel);
        input = input(network);
        loops = new NestedLoops(network.layers().get(0));
        TensorData nested = TensorData.wrap(network.outputs().get(0).shape(), ElementType.INT8, nestedLoops());
        if (!kernel().equals(ImmutableMap.of(network.outputs().get(0).name(), nested))) {
            throw new AssertionError("the loops and the kernel disagree");
        }
    }

    @Benchmark
    public ImmutableMap<String, TensorData> kernel() {
        return NetworkExecution.run(network, ImmutableMap.of("image", input), Rounding.TFLITE, Observer.NONE);
    }

    @Benchmark
    public byte[] nestedLoops() {
        return loops.run(input);
    }

    private static Network network(String kernel) {
        NetworkBuilder builder = new NetworkBuilder("convolution", ElementType.INT8);
        FeatureMap image = builder.input("image", Shape.hwc(SIDE, SIDE, CHANNELS));
        Window window = kernel.equals("1x1")
                ? Window.pointwise()
                : Window.square(3, 1, dev.shingle.networks.Padding.symmetric(1));
        return builder.output(builder.convolution("convolution", image, CHANNELS, window, Activation.NONE))
                .build();
    }

    private static TensorData input(Network network) {
        return TensorData.fill(network.inputs().get(0).shape(), ElementType.INT8);
    }
}
