package dev.shingle.networks.simplify;

import com.google.common.collect.Sets;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import dev.shingle.networks.constants.StoredNumbers;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an explicit border is filled with, and for which operators that is the same as padding. A stored number can be both:
 * behind a RELU, the lowest number of 8 bits stands for zero.
 */
enum BorderFill {
    /** Real zero: the padding of convolutions, and of averages that count it. */
    ZERO,
    /** A number that changes no maximum. */
    LOWEST;

    /** Empty if it is anything else, or not known. */
    static Set<BorderFill> of(Layer layer, Operator.Pad pad) {
        if (pad.mode() != Operator.Pad.Mode.CONSTANT
                || layer.inputs().size() != 1
                || layer.outputs().size() != 1
                || !isPlain(layer, layer.ifm())) {
            return EnumSet.noneOf(BorderFill.class);
        }
        FeatureMap input = layer.ifm();
        double zero = input.quantization().isQuantized()
                ? input.quantization().zeroPoints().get(0)
                : 0;
        Optional<Double> fill = layer.operands().size() == 1
                ? Optional.of(zero)
                : number(layer.operands().get(1), input);
        EnumSet<BorderFill> fills = EnumSet.noneOf(BorderFill.class);
        if (fill.isPresent() && fill.get() == zero) {
            fills.add(ZERO);
        }
        if (fill.isPresent() && fill.get() == lowest(input.type())) {
            fills.add(LOWEST);
        }
        return Sets.immutableEnumSet(fills);
    }

    private static boolean isPlain(Layer layer, FeatureMap input) {
        return layer.operands().get(0).equals(input)
                && Layers.sameElements(input, layer.ofm())
                && !input.quantization().isPerChannel();
    }

    private static Optional<Double> number(Operand fill, FeatureMap input) {
        return fill instanceof Constant constant && constant.type() == input.type()
                ? StoredNumbers.of(constant).map(numbers -> numbers.value(0))
                : Optional.empty();
    }

    private static double lowest(ElementType type) {
        return switch (type) {
            case INT4 -> -8;
            case INT8 -> Byte.MIN_VALUE;
            case INT16 -> Short.MIN_VALUE;
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
            case UINT8, BOOL -> 0;
            case FLOAT16, FLOAT32 -> Double.NEGATIVE_INFINITY;
        };
    }

    /** The operator with the border as padding, if to it that is the same. */
    static Optional<Operator> taken(Set<BorderFill> fills, Operator operator, Padding border) {
        if (operator instanceof Operator.Pool pool) {
            return taken(fills, pool, border);
        }
        return fills.contains(ZERO)
                ? Windows.ofConvolution(operator)
                        .flatMap(window -> wider(window, border))
                        .map(window -> Windows.withWindow(operator, window))
                : Optional.empty();
    }

    private static Optional<Operator> taken(Set<BorderFill> fills, Operator.Pool pool, Padding border) {
        boolean maximum = pool.kind() == Operator.Pool.Kind.MAX;
        boolean counts = pool.countsPadding() || pool.window().padding().equals(Padding.NONE);
        boolean isSame = maximum ? fills.contains(LOWEST) : fills.contains(ZERO) && counts;
        return isSame
                ? wider(pool.window(), border)
                        .map(window -> new Operator.Pool(pool.kind(), window, !maximum, pool.activation()))
                : Optional.empty();
    }

    private static Optional<Window> wider(Window window, Padding border) {
        Padding padding = window.padding();
        return Windows.padding(
                        (long) padding.top() + border.top(),
                        (long) padding.bottom() + border.bottom(),
                        (long) padding.left() + border.left(),
                        (long) padding.right() + border.right())
                .map(window::withPadding);
    }
}
