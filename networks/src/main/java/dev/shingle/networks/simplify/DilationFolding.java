package dev.shingle.networks.simplify;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.Optional;

/**
 * Makes one dilated convolution of space-to-batch, convolution and batch-to-space.
 *
 * <pre>
 *   row of the padded input     0 1 2 3 4 5 6 7        block b = 2
 *   sub-image 0                 0   2   4   6          a 3-tap window reads 0 2 4: rows b apart
 *   sub-image 1                   1   3   5   7
 * </pre>
 *
 * Row t of the joined result is row {@code t div b} of sub-image {@code t mod b} and so reads the padded rows {@code t +
 * b*d*i} for taps i of a window with dilation d. Padding p of the sub-images is padding b*p of the whole, and cropping c
 * rows shifts the result, so that the dilated convolution has
 *
 * <pre>    dilation b*d,     padding  b*p + (border of space-to-batch) - c     on each side</pre>
 *
 * Strides must be 1, the result must have no other reader, and the padding must not come out negative. Fill and padding are
 * both zero (the zero point in quantised tensors). The layer keeps the convolution's name and stands where batch-to-space
 * stood.
 */
final class DilationFolding implements Pass {

    @Override
    public String name() {
        return "fold-dilation";
    }

    @Override
    public String description() {
        return "makes space-to-batch, convolution and batch-to-space one dilated convolution";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!(layer.operator() instanceof Operator.SpaceToBatch split) || !keepsElements(layer)) {
            return Optional.empty();
        }
        Optional<Layer> convolution = graph.soleReader(layer.ofm())
                .filter(reader -> reader.outputs().size() == 1)
                .filter(reader -> reader.operands().get(0).equals(layer.ofm()));
        Optional<Layer> join =
                convolution.flatMap(middle -> graph.soleReader(middle.ofm())).filter(DilationFolding::keepsElements);
        if (join.isEmpty() || !(join.get().operator() instanceof Operator.BatchToSpace joining)) {
            return Optional.empty();
        }
        return Windows.ofConvolution(convolution.get().operator())
                .flatMap(window -> dilated(split, window, joining))
                .map(window -> merged(layer, convolution.get(), join.get(), window))
                .filter(candidate -> ShapeInference.problemIn(candidate).isEmpty())
                .map(candidate -> {
                    graph.remove(layer);
                    graph.remove(convolution.get());
                    graph.replace(join.get(), candidate);
                    return Layers.label(candidate) + " is one dilated convolution";
                });
    }

    private static boolean keepsElements(Layer layer) {
        return Layers.isUnary(layer)
                && Layers.sameElements(layer.ifm(), layer.ofm())
                && ShapeInference.problemIn(layer).isEmpty();
    }

    private static Layer merged(Layer split, Layer convolution, Layer join, Window window) {
        Layer dilated = Layers.withOperator(convolution, Windows.withWindow(convolution.operator(), window));
        Layer placed = Layers.withOutput(Layers.withFirstOperand(dilated, split.ifm()), join.ofm());
        return Layers.withSourcesOf(placed, split, convolution, join);
    }

    private static Optional<Window> dilated(Operator.SpaceToBatch split, Window window, Operator.BatchToSpace join) {
        long blockHeight = split.blockHeight();
        long blockWidth = split.blockWidth();
        long dilationHeight = window.dilationHeight() * blockHeight;
        long dilationWidth = window.dilationWidth() * blockWidth;
        if (join.blockHeight() != blockHeight
                || join.blockWidth() != blockWidth
                || window.strideHeight() != 1
                || window.strideWidth() != 1
                || !Windows.isSize(dilationHeight)
                || !Windows.isSize(dilationWidth)) {
            return Optional.empty();
        }
        Padding border = split.padding();
        Padding inner = window.padding();
        Padding crop = join.crop();
        return Windows.padding(
                        inner.top() * blockHeight + border.top() - crop.top(),
                        inner.bottom() * blockHeight + border.bottom() - crop.bottom(),
                        inner.left() * blockWidth + border.left() - crop.left(),
                        inner.right() * blockWidth + border.right() - crop.right())
                .map(padding -> new Window(
                        window.kernelHeight(),
                        window.kernelWidth(),
                        1,
                        1,
                        (int) dilationHeight,
                        (int) dilationWidth,
                        padding));
    }
}
