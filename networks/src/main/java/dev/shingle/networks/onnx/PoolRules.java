package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pool.Kind;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/** Pooling, over windows and over whole images. */
final class PoolRules {

    private PoolRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.of(
                "MaxPool", node -> pool(node, Kind.MAX),
                "AveragePool", node -> pool(node, Kind.AVERAGE),
                "GlobalAveragePool", node -> whole(node, Kind.AVERAGE).done(),
                "GlobalMaxPool", node -> whole(node, Kind.MAX).done());
    }

    private static void pool(Node node, Kind kind) {
        node.requireUnused(1, "the positions of the maxima");
        layer(node, kind).done();
    }

    static Step layer(Node node, Kind kind) {
        Shape input = node.shape(0);
        SlidingWindow window = new SlidingWindow(node, input.rank(), new int[0]);
        long[][] borders = window.borders(input);
        long[] more = window.roundedUp(input, borders);
        boolean counts = kind == Kind.AVERAGE && node.flag("count_include_pad");
        AxisOrder order = AxisOrder.channelsLast(input.rank());
        Stored data = node.stored(0, order);
        if (counts && isAny(more)) {
            // The border counts, what rounding up adds to it does not: only an explicit border tells them apart.
            data = bordered(node, data, window.padding(borders[0], borders[1]));
            borders = new long[][] {new long[more.length], new long[more.length]};
            counts = false;
        }
        for (int i = 0; i < more.length; i++) {
            borders[1][i] += more[i];
        }
        Operator operator = new Operator.Pool(kind, window.padded(borders[0], borders[1]), counts, Activation.NONE);
        return node.step(operator, data.map()).in(order);
    }

    private static boolean isAny(long[] more) {
        for (long border : more) {
            if (border > 0) {
                return true;
            }
        }
        return false;
    }

    private static Stored bordered(Node node, Stored data, Padding padding) {
        int rank = data.map().shape().rank();
        int[] before = new int[rank];
        int[] after = new int[rank];
        before[rank - 3] = padding.top();
        after[rank - 3] = padding.bottom();
        before[rank - 2] = padding.left();
        after[rank - 2] = padding.right();
        Operator pad = new Operator.Pad(
                ImmutableIntArray.copyOf(before), ImmutableIntArray.copyOf(after), Operator.Pad.Mode.CONSTANT);
        return node.step(pad, data.map()).in(data.order()).between("border");
    }

    static Step whole(Node node, Kind kind) {
        Shape input = node.shape(0);
        AxisOrder order = AxisOrder.channelsLast(input.rank());
        Stored data = node.stored(0, order);
        return switch (input.rank()) {
            case 3 ->
                node.step(operator(kind, 1, input.dimension(2)), data.map()).in(order);
            case 4 ->
                node.step(operator(kind, input.dimension(2), input.dimension(3)), data.map())
                        .in(order);
            default -> throw node.failure("an input of " + input.rank() + " dimensions", "3 or 4");
        };
    }

    private static Operator operator(Kind kind, int height, int width) {
        return new Operator.Pool(kind, new Window(height, width, 1, 1, 1, 1, Padding.NONE), false, Activation.NONE);
    }
}
