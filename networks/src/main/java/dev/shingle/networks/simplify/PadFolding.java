package dev.shingle.networks.simplify;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import dev.shingle.networks.constants.StoredNumbers;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Moves an explicit border of rows and columns into the padding of the convolutions that read it.
 *
 * <pre>    x -> [pad 0,1,0,1] -> [depthwise 3x3/2, no padding]      x -> [depthwise 3x3/2, padding 0,1,0,1]</pre>
 *
 * Only if every reader is a convolution or depthwise convolution that reads the border as data, and the border is filled
 * with zero (the zero point in quantised tensors), because that is what a convolution's padding is. Pooling never takes
 * the border: its padding takes no part in the maximum, and need not count in the average. Borders of channels or batch
 * stay.
 */
final class PadFolding implements Pass {

    @Override
    public String name() {
        return "fold-pad";
    }

    @Override
    public String description() {
        return "moves explicit zero borders into the convolutions that read them";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!(layer.operator() instanceof Operator.Pad pad)
                || !hasZeroFill(layer, pad)
                || ShapeInference.problemIn(layer).isPresent()
                || graph.isOutput(layer.ofm())) {
            return Optional.empty();
        }
        ImmutableList<Layer> readers = graph.readers(layer.ofm());
        ImmutableList<Layer> folded = imageBorder(pad, layer.ifm()).stream()
                .flatMap(border -> readers.stream().flatMap(reader -> folded(layer, border, reader).stream()))
                .collect(toImmutableList());
        if (readers.isEmpty() || folded.size() < readers.size()) {
            return Optional.empty();
        }
        graph.remove(layer);
        for (int i = 0; i < folded.size(); i++) {
            graph.replace(readers.get(i), folded.get(i));
        }
        return Optional.of(Layers.label(layer) + " into "
                + readers.stream().map(Layers::label).collect(Collectors.joining(", ")));
    }

    private static Optional<Layer> folded(Layer pad, Padding border, Layer reader) {
        boolean readsAsData =
                reader.operands().indexOf(pad.ofm()) == 0 && reader.operands().lastIndexOf(pad.ofm()) == 0;
        if (!readsAsData) {
            return Optional.empty();
        }
        return Windows.ofConvolution(reader.operator())
                .flatMap(window -> wider(window, border))
                .map(window -> Layers.withOperator(reader, Windows.withWindow(reader.operator(), window)))
                .map(layer -> Layers.withFirstOperand(layer, pad.ifm()))
                .map(layer -> Layers.withSourcesOf(layer, pad, reader))
                .filter(layer -> ShapeInference.problemIn(layer).isEmpty());
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

    /** The border as rows and columns; empty if other dimensions have one. */
    private static Optional<Padding> imageBorder(Operator.Pad pad, FeatureMap input) {
        int rank = input.shape().rank();
        ImmutableIntArray before = pad.before();
        ImmutableIntArray after = pad.after();
        if (rank < 3) {
            return Optional.empty();
        }
        for (int i = 0; i < rank; i++) {
            boolean isImageAxis = i == rank - 3 || i == rank - 2;
            if (!isImageAxis && (before.get(i) != 0 || after.get(i) != 0)) {
                return Optional.empty();
            }
        }
        return Windows.padding(before.get(rank - 3), after.get(rank - 3), before.get(rank - 2), after.get(rank - 2));
    }

    private static boolean hasZeroFill(Layer layer, Operator.Pad pad) {
        if (pad.mode() != Operator.Pad.Mode.CONSTANT
                || layer.inputs().size() != 1
                || layer.outputs().size() != 1) {
            return false;
        }
        FeatureMap input = layer.ifm();
        boolean isPlain = layer.operands().get(0).equals(input)
                && Layers.sameElements(input, layer.ofm())
                && !input.quantization().isPerChannel();
        return isPlain
                && (layer.operands().size() == 1 || isZero(layer.operands().get(1), input));
    }

    private static boolean isZero(Operand fill, FeatureMap input) {
        if (!(fill instanceof Constant constant) || constant.type() != input.type()) {
            return false;
        }
        double zero = input.quantization().isQuantized()
                ? input.quantization().zeroPoints().get(0)
                : 0;
        return StoredNumbers.of(constant)
                .filter(numbers -> numbers.value(0) == zero)
                .isPresent();
    }
}
