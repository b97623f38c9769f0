package dev.shingle.testkit;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Optional;

/** Why a window's geometry is worth a test of its own: each of these breaks a published overlap formula. */
public enum ShapeClass {
    SINGLE_PIXEL,
    POINTWISE_WITH_STRIDE,
    DILATED,
    WINDOW_WHOLLY_IN_PADDING,
    UNREAD_TAIL,
    OBLONG,
    PLAIN;

    /** The first class that the operation belongs to; empty if it has no window. */
    public static Optional<ShapeClass> of(Operation operation) {
        return window(operation.operator())
                .map(window -> classify(
                        window,
                        operation.operands().get(0).shape(),
                        operation.results().get(0).shape()));
    }

    private static ShapeClass classify(Window window, Shape from, Shape to) {
        if (from.height() * from.width() == 1) {
            return SINGLE_PIXEL;
        }
        boolean pointwise = window.kernelHeight() * window.kernelWidth() == 1;
        if (pointwise && window.strideHeight() * window.strideWidth() > 1) {
            return POINTWISE_WITH_STRIDE;
        }
        if (!pointwise && window.dilationHeight() * window.dilationWidth() > 1) {
            return DILATED;
        }
        if (window.padding().top() >= window.extentHeight() || window.padding().left() >= window.extentWidth()) {
            return WINDOW_WHOLLY_IN_PADDING;
        }
        int rowsRead =
                (to.height() - 1) * window.strideHeight() - window.padding().top() + window.extentHeight();
        if (rowsRead < from.height()) {
            return UNREAD_TAIL;
        }
        return from.height() == from.width() ? PLAIN : OBLONG;
    }

    private static Optional<Window> window(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return operator instanceof Operator.Pool pool ? Optional.of(pool.window()) : Optional.empty();
    }
}
