package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Lets a fully connected layer read an image as it lies, rather than transposed and flattened: its weights are put in
 * another order instead, once and for all.
 *
 * <pre>    x [N, H, W, C] -> [transpose] -> [reshape to N, C*H*W] -> [fully connected]      x -> [fully connected]</pre>
 *
 * The transposition must stay within the vectors that the layer reads, and leave the images of the batch apart.
 */
final class TransposeIntoWeights implements Pass {

    @Override
    public String name() {
        return "fold-transpose";
    }

    @Override
    public String description() {
        return "reorders the weights of fully connected layers rather than their input";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!(layer.operator() instanceof Operator.FullyConnected) || !isPlain(layer)) {
            return Optional.empty();
        }
        Constant weights = (Constant) layer.operands().get(1);
        Optional<Layer> found = transposition(layer, graph).filter(transpose -> isInside(transpose, weights));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Layer transpose = found.get();
        return reordered(weights, transpose, graph).map(constant -> {
            ImmutableList<Operand> operands = ImmutableList.<Operand>builder()
                    .add(transpose.ifm(), constant)
                    .addAll(layer.operands().subList(2, layer.operands().size()))
                    .build();
            Layer folded = new Layer(layer.name(), layer.operator(), operands, layer.outputs(), layer.sources());
            graph.replace(layer, Layers.withSourcesOf(folded, transpose, layer));
            return Layers.label(transpose) + " into the weights of " + Layers.label(layer);
        });
    }

    private static boolean isPlain(Layer layer) {
        return layer.operands().size() >= 2
                && layer.inputs().size() == 1
                && layer.operands().get(0) instanceof FeatureMap
                && layer.operands().get(1) instanceof Constant weights
                && (!weights.quantization().isPerChannel()
                        || weights.quantization().axis() == 0)
                && ShapeInference.problemIn(layer).isEmpty();
    }

    /** The transposition whose result the layer reads, possibly under another shape. */
    private static Optional<Layer> transposition(Layer layer, Graph graph) {
        Optional<Layer> writer = graph.writer(layer.ifm());
        while (writer.isPresent() && isReshape(writer.get())) {
            writer = graph.writer(writer.get().ifm());
        }
        return writer.filter(candidate -> candidate.operator() instanceof Operator.Transpose
                && Layers.isUnary(candidate)
                && Layers.sameElements(candidate.ifm(), layer.ifm())
                && ShapeInference.problemIn(candidate).isEmpty());
    }

    private static boolean isReshape(Layer layer) {
        boolean isReshape = layer.operator() instanceof Operator.Reshape || layer.operator() instanceof Operator.View;
        return isReshape && Layers.isUnary(layer) && Layers.sameElements(layer.ifm(), layer.ofm());
    }

    /** Leading dimensions that stay in place make up the vectors; the others make up each vector. */
    private static boolean isInside(Layer transpose, Constant weights) {
        int leading = leading(transpose);
        Shape shape = transpose.ifm().shape();
        long length = 1;
        for (int i = leading; i < shape.rank(); i++) {
            length *= shape.dimension(i);
        }
        return weights.shape().dimension(1) == length;
    }

    private static int leading(Layer transpose) {
        ImmutableIntArray permutation = ((Operator.Transpose) transpose.operator()).permutation();
        int leading = 0;
        while (leading < permutation.length() && permutation.get(leading) == leading) {
            leading++;
        }
        return leading;
    }

    private static Optional<Constant> reordered(Constant weights, Layer transpose, Graph graph) {
        if (!weights.contents().isPresent()) {
            return Optional.of(weights);
        }
        Optional<StoredNumbers> numbers = StoredNumbers.of(weights);
        boolean fits = numbers.isPresent() && graph.reserveConstantBytes(weights.sizeBits() / Byte.SIZE);
        return fits ? numbers.map(stored -> reordered(weights, transpose, stored)) : Optional.empty();
    }

    /** Weights {@code [Co, transposed dimensions]} become {@code [Co, dimensions]}. */
    private static Constant reordered(Constant weights, Layer transpose, StoredNumbers numbers) {
        int leading = leading(transpose);
        Shape transposed = transpose.ofm().shape();
        ImmutableIntArray permutation = ((Operator.Transpose) transpose.operator()).permutation();
        int rank = transposed.rank() - leading;
        int[] dimensions = new int[rank + 1];
        int[] inverse = new int[rank + 1];
        dimensions[0] = weights.shape().dimension(0);
        for (int i = 0; i < rank; i++) {
            dimensions[i + 1] = transposed.dimension(leading + i);
            inverse[permutation.get(leading + i) - leading + 1] = i + 1;
        }
        ByteBuffer bytes = Rearrangement.transpose(ImmutableIntArray.copyOf(inverse), Shape.of(dimensions), numbers);
        return new Constant(
                weights.name() + "/reordered",
                weights.shape(),
                weights.type(),
                weights.quantization(),
                new Constant.Present(bytes));
    }
}
