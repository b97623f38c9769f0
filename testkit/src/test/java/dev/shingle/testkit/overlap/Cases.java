package dev.shingle.testkit.overlap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.OptionalLong;

/** Machines and operations, written shortly. */
final class Cases {

    static final WriteGranularity PIXEL = new WriteGranularity.Pixel();
    static final WriteGranularity ELEMENT = new WriteGranularity.Group(1);
    static final WriteGranularity ROW = new WriteGranularity.Row();

    private Cases() {}

    /** Byte words, nothing padded, no line buffer, groups descending in reverse. */
    static Machine bytes(WriteGranularity granularity) {
        return machine(Layout.bytes(), granularity, 0, GroupOrder.DESCENDING);
    }

    static Machine machine(Layout layout, WriteGranularity granularity, int lineBufferRows, GroupOrder order) {
        return new Machine(
                "test",
                "test",
                layout,
                granularity,
                lineBufferRows,
                order,
                ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE),
                Addressing.LINEAR,
                1,
                OptionalLong.empty());
    }

    static TensorUse use(String name, Shape shape, ElementType type) {
        return new TensorUse(name, shape, type, false, TensorUse.Storage.SCRATCHPAD);
    }

    static Operation operation(Operator operator, Shape from, Shape to) {
        return operation(operator, use("x", from, ElementType.INT8), use("y", to, ElementType.INT8));
    }

    static Operation operation(Operator operator, TensorUse from, TensorUse to) {
        return new Operation(operator, ImmutableList.of(from), ImmutableList.of(to));
    }

    static Operation convolution(Shape from, int channels, Window window) {
        return operation(new Operator.Convolution(window, 1, Activation.NONE), from, under(window, from, channels));
    }

    static Operation pool(Shape from, Window window) {
        Operator pool = new Operator.Pool(Operator.Pool.Kind.MAX, window, false, Activation.NONE);
        return operation(pool, from, under(window, from, from.channels()));
    }

    /** Output shape of a window that is laid wherever it fits. */
    static Shape under(Window window, Shape from, int channels) {
        Padding padding = window.padding();
        int rows = from.height() + padding.top() + padding.bottom() - window.extentHeight();
        int columns = from.width() + padding.left() + padding.right() - window.extentWidth();
        return Shape.of(from.batch(), rows / window.strideHeight() + 1, columns / window.strideWidth() + 1, channels);
    }
}
