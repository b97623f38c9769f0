package dev.shingle.sim.kernels;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.lang.management.ManagementFactory;
import java.util.function.Function;

/** Prints the CPU time of one thread for each multiplication. To be run by hand; no test. */
final class KernelSpeed {

    private record Case(String name, int height, int channels, Function<Layers, FeatureMap> layer, long products) {}

    private record Layers(NetworkBuilder net, FeatureMap input) {}

    private KernelSpeed() {}

    public static void main(String[] arguments) {
        Case[] cases = {
            convolution("conv 3x3", 96, 3, 16, 3),
            convolution("conv 3x3", 48, 16, 16, 3),
            convolution("conv 3x3", 48, 32, 32, 3),
            convolution("conv 3x3", 12, 128, 128, 3),
            convolution("conv 1x1", 48, 8, 16, 1),
            convolution("conv 1x1", 48, 32, 32, 1),
            convolution("conv 1x1", 12, 128, 128, 1),
            convolution("conv 1x1", 6, 256, 256, 1),
            depthwise("depthwise 3x3", 48, 8, 1),
            depthwise("depthwise 3x3", 48, 32, 1),
            depthwise("depthwise 3x3", 24, 64, 2),
            depthwise("depthwise 3x3", 12, 128, 1),
        };
        for (ElementType type : new ElementType[] {ElementType.INT8, ElementType.FLOAT32}) {
            for (Case test : cases) {
                measure(test, type, false);
            }
        }
        for (Case test : cases) {
            measure(test, ElementType.INT8, true);
        }
    }

    private static Case convolution(String name, int height, int inputs, int outputs, int kernel) {
        return new Case(
                name + " " + inputs + "->" + outputs,
                height,
                inputs,
                to -> to.net()
                        .convolution(
                                "c", to.input(), outputs, Border.SAME.window(to.input(), kernel, 1), Activation.RELU),
                (long) height * height * inputs * outputs * kernel * kernel);
    }

    private static Case depthwise(String name, int height, int channels, int stride) {
        return new Case(
                name + " " + channels + " stride " + stride,
                height,
                channels,
                to -> to.net()
                        .depthwise("d", to.input(), 1, Border.SAME.window(to.input(), 3, stride), Activation.RELU),
                (long) height * height * channels * 9 / stride / stride);
    }

    private static void measure(Case test, ElementType type, boolean groups) {
        NetworkBuilder net = new NetworkBuilder("speed", type);
        FeatureMap input = net.input("in", Shape.hwc(test.height(), test.height(), test.channels()));
        FeatureMap output = test.layer().apply(new Layers(net, input));
        Network network = net.output(output).build();
        PlainTensor data = PlainTensor.of(dev.shingle.networks.tensors.TensorData.fill(input.shape(), type));
        PlainTensor result = PlainTensor.of(output);
        UnitKernel kernel = Kernels.of(network.layers().get(0), Rounding.TFLITE).bind(i -> data, i -> result);
        OutputGrid grid = OutputGrid.of(output.shape());
        double best = Double.MAX_VALUE;
        long runs = Math.max(1, 20_000_000 / test.products());
        for (int round = 0; round < 12; round++) {
            long start = cpu();
            for (int run = 0; run < runs; run++) {
                if (groups) {
                    runGroups(kernel, grid);
                } else {
                    new RowBands(grid, (done, rows) -> true).work(kernel);
                }
            }
            best = Math.min(best, (cpu() - start) / (double) (runs * test.products()));
        }
        System.out.printf(
                "%-7s %s %-28s %3dx%-3d %.3f ns%n",
                type, groups ? "groups of 8" : "rows", test.name(), test.height(), test.height(), best);
    }

    private static void runGroups(UnitKernel kernel, OutputGrid grid) {
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                for (int channel = 0; channel < grid.channels(); channel += 8) {
                    int end = Math.min(grid.channels(), channel + 8);
                    kernel.compute(Region.of(row, row + 1, column, column + 1, channel, end));
                }
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
