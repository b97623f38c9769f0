package dev.shingle.testkit.overlap;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/** Prints nanoseconds per distance. Not a test: run it by hand. */
final class DistanceTiming {

    private DistanceTiming() {}

    public static void main(String[] arguments) {
        Operation layer = Cases.convolution(Shape.hwc(224, 224, 64), 64, Window.square(3, 1, Padding.symmetric(1)));
        Operation odd = Cases.convolution(Shape.hwc(224, 224, 3), 9, Window.square(3, 1, Padding.symmetric(1)));
        Operation dilated =
                Cases.convolution(Shape.hwc(224, 224, 64), 64, new Window(3, 3, 1, 1, 2, 2, Padding.symmetric(2)));
        Operation large = Cases.convolution(Shape.hwc(5792, 5792, 1), 1, Window.square(3, 1, Padding.symmetric(1)));
        Operation transpose = Cases.operation(
                new Operator.Transpose(ImmutableIntArray.of(0, 2, 1, 3)),
                Shape.of(1, 4096, 1024, 8),
                Shape.of(1, 1024, 4096, 8));
        Operation reshape =
                Cases.operation(new Operator.Reshape(), Shape.of(1, 4096, 1024, 9), Shape.of(1, 1024, 4608, 8));
        Operation split = new Operation(
                new Operator.Split(3),
                layer.operands(),
                ImmutableList.of(
                        Cases.use("a", Shape.hwc(224, 224, 32), dev.shingle.networks.ElementType.INT8),
                        Cases.use("b", Shape.hwc(224, 224, 32), dev.shingle.networks.ElementType.INT8)));
        Layout packed = new Layout(64, 1, false);
        Layout padded = new Layout(64, 8, false);

        print("closed form, bytes, PIXEL", layer, Cases.bytes(Cases.PIXEL), 1_000_000);
        print("closed form, bytes, GROUP(8)", layer, Cases.bytes(new WriteGranularity.Group(8)), 1_000_000);
        print("closed form, bytes, ROW", layer, Cases.bytes(Cases.ROW), 1_000_000);
        print("closed form, 64-bit words, padded", odd, machine(padded, Cases.PIXEL, 0), 1_000_000);
        print("closed form, bytes, dilated", dilated, Cases.bytes(Cases.PIXEL), 100_000);
        print("separable, bytes, TILE(4, 4)", layer, Cases.bytes(new WriteGranularity.Tile(4, 4)), 10_000);
        print("separable, 64-bit words, packed", odd, machine(packed, Cases.PIXEL, 0), 1_000);
        print("separable, packed, ELEMENT", odd, machine(packed, Cases.ELEMENT, 0), 1_000);
        print("separable, packed, 33 M pixels", large, machine(packed, Cases.PIXEL, 0), 20);
        print("line buffer, bytes", layer, machine(Layout.bytes(), Cases.PIXEL, 3), 10_000);
        print("line buffer, packed", odd, machine(packed, Cases.PIXEL, 3), 1_000);
        print("transpose, 33 M elements, ELEMENT", transpose, machine(packed, Cases.ELEMENT, 0), 20);
        print("split, swept", split, Cases.bytes(Cases.PIXEL), 100);
        print("reshape, swept, 37 M, PIXEL", reshape, machine(padded, Cases.PIXEL, 0), 3);
        print("reshape, swept, 37 M, ELEMENT", reshape, machine(padded, Cases.ELEMENT, 0), 3);
    }

    private static Machine machine(Layout layout, WriteGranularity granularity, int lines) {
        return Cases.machine(layout, granularity, lines, GroupOrder.DESCENDING);
    }

    private static void print(String what, Operation operation, Machine machine, int rounds) {
        for (Traversal traversal : Traversal.values()) {
            long sink = 0;
            long best = Long.MAX_VALUE;
            for (int repetition = 0; repetition < 5; repetition++) {
                long start = System.nanoTime();
                for (int i = 0; i < rounds; i++) {
                    sink += SafeDistances.of(operation, 0, 0, traversal, machine)
                            .words();
                }
                best = Math.min(best, (System.nanoTime() - start) / rounds);
            }
            System.out.printf("%-36s %-8s %,14d ns   (%d)%n", what, traversal, best, sink / (5L * rounds));
        }
    }
}
