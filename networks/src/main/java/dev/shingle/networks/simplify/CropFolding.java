package dev.shingle.networks.simplify;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.Optional;

/**
 * Lets a transposed convolution leave out the rows and columns that are cut off behind it: the counterpart of an explicit
 * border in front of a convolution.
 *
 * <pre>    [transposed 4x4/2, no crop] -> [slice 1.., 1..]      [transposed 4x4/2, crop 1,1,1,1]</pre>
 */
final class CropFolding {

    private CropFolding() {}

    static Optional<String> rewrite(Layer layer, Operator.Slice slice, Graph graph) {
        if (!Layers.isUnary(layer) || !Layers.sameElements(layer.ifm(), layer.ofm()) || !cutsImages(layer, slice)) {
            return Optional.empty();
        }
        FeatureMap full = layer.ifm();
        boolean isSoleUse = graph.soleReader(full).filter(layer::equals).isPresent();
        return graph.writer(full)
                .filter(writer -> isSoleUse)
                .flatMap(writer -> cropped(writer, layer, slice).map(folded -> {
                    graph.remove(layer);
                    graph.replace(writer, folded);
                    return Layers.label(layer) + " into " + Layers.label(writer);
                }));
    }

    private static boolean cutsImages(Layer layer, Operator.Slice slice) {
        Shape from = layer.ifm().shape();
        Shape to = layer.ofm().shape();
        int rank = from.rank();
        if (rank < 3
                || to.rank() != rank
                || slice.begin().length() != rank
                || slice.strides().length() != rank) {
            return false;
        }
        for (int i = 0; i < rank; i++) {
            boolean isImageAxis = i == rank - 3 || i == rank - 2;
            boolean isWhole = slice.begin().get(i) == 0 && from.dimension(i) == to.dimension(i);
            if (slice.strides().get(i) != 1 || (!isImageAxis && !isWhole)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Layer> cropped(Layer writer, Layer layer, Operator.Slice slice) {
        if (!(writer.operator() instanceof Operator.TransposedConvolution transposed)
                || writer.inputs().isEmpty()) {
            return Optional.empty();
        }
        Window window = transposed.window();
        Shape input = writer.ifm().shape();
        Shape result = layer.ofm().shape();
        ImmutableIntArray begin = slice.begin();
        int rank = begin.length();
        long top = (long) window.padding().top() + begin.get(rank - 3);
        long left = (long) window.padding().left() + begin.get(rank - 2);
        long rows = (input.height() - 1L) * window.strideHeight() + window.kernelHeight();
        long columns = (input.width() - 1L) * window.strideWidth() + window.kernelWidth();
        Optional<Padding> crop = Windows.padding(
                top, Math.max(0, rows - top - result.height()), left, Math.max(0, columns - left - result.width()));
        return crop.map(window::withPadding)
                .map(cut -> new Operator.TransposedConvolution(cut, transposed.activation()))
                .map(operator -> Layers.withOutput(Layers.withOperator(writer, operator), layer.ofm()))
                .map(folded -> Layers.withSourcesOf(folded, writer, layer))
                .filter(folded -> ShapeInference.problemIn(folded).isEmpty());
    }
}
