package dev.shingle.networks.simplify;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.ShapeInference;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves an explicit border of rows and columns into the padding of the windows that read it.
 *
 * <pre>    x -> [pad 0,1,0,1] -> [depthwise 3x3/2, no padding]      x -> [depthwise 3x3/2, padding 0,1,0,1]</pre>
 *
 * Only if every reader takes it as data, and would not compute anything else with padding: convolutions a border of zeros
 * (the zero point in quantised tensors), as do averages that count their padding; maxima one of the lowest number, as
 * padding takes no part in them ({@link BorderFill}). Borders of channels or batch stay. What is cut off behind a transposed
 * convolution goes into it likewise ({@link CropFolding}).
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
        if (layer.operator() instanceof Operator.Slice slice) {
            return CropFolding.rewrite(layer, slice, graph);
        }
        if (!(layer.operator() instanceof Operator.Pad pad)
                || BorderFill.of(layer, pad).isEmpty()
                || ShapeInference.problemIn(layer).isPresent()
                || graph.isOutput(layer.ofm())) {
            return Optional.empty();
        }
        Set<BorderFill> fills = BorderFill.of(layer, pad);
        ImmutableList<Layer> readers = graph.readers(layer.ofm());
        ImmutableList<Layer> folded = imageBorder(pad, layer.ifm()).stream()
                .flatMap(border -> readers.stream().flatMap(reader -> folded(layer, fills, border, reader).stream()))
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

    private static Optional<Layer> folded(Layer pad, Set<BorderFill> fills, Padding border, Layer reader) {
        boolean readsAsData =
                reader.operands().indexOf(pad.ofm()) == 0 && reader.operands().lastIndexOf(pad.ofm()) == 0;
        if (!readsAsData) {
            return Optional.empty();
        }
        return BorderFill.taken(fills, reader.operator(), border)
                .map(operator -> Layers.withOperator(reader, operator))
                .map(layer -> Layers.withFirstOperand(layer, pad.ifm()))
                .map(layer -> Layers.withSourcesOf(layer, pad, reader))
                .filter(layer -> ShapeInference.problemIn(layer).isEmpty());
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
}
