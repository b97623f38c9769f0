package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.format.TensorNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network so far: its layers, and what every name of the file stands for at this point.
 *
 * <p>A rule asks for operands in the order that its operator needs. An activation that is stored in another order is
 * transposed by a layer of its own, once for each order; a constant is transposed here and now, or, if its contents are
 * dequantised first, behind a layer that does so.
 */
final class Assembly {

    private static final int MOST_DIMENSIONS = 16;

    private record Ordered(String name, ImmutableIntArray dimensions, AxisOrder order) {}

    private final OnnxFile file;
    private final FileNames names;
    private final ImmutableSet<String> networkOutputs;
    private final ImmutableSet<String> read;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Quantization> quantizations = new HashMap<>();
    private final Map<Ordered, Stored> settled = new HashMap<>();
    private final Map<Ordered, Constant> constants = new HashMap<>();
    private final Map<Ordered, Stored> dequantized = new HashMap<>();
    private final Set<String> layerNames = new HashSet<>();
    private final Map<String, Integer> layerNameUses = new HashMap<>();
    private final Allowance allowance = new Allowance();
    private final List<Layer> layers = new ArrayList<>();

    /**
     * @param networkOutputs names of the network's results
     * @param read names that some node or the network's result refers to
     */
    Assembly(OnnxFile file, FileNames names, ImmutableSet<String> networkOutputs, ImmutableSet<String> read) {
        this.file = file;
        this.names = names;
        this.networkOutputs = networkOutputs;
        this.read = read;
    }

    ImmutableList<Layer> layers() {
        return ImmutableList.copyOf(layers);
    }

    boolean isNetworkOutput(String name) {
        return networkOutputs.contains(name);
    }

    boolean isUsed(String name) {
        return !name.isEmpty() && read.contains(name);
    }

    String shownName(String name) {
        return names.shown(name);
    }

    String uniqueName(String wish) {
        return names.unique(wish);
    }

    String uniqueLayer(String wish) {
        String name = wish;
        while (!layerNames.add(name)) {
            name = wish + layerNameUses.merge(wish, 1, Integer::sum);
        }
        return name;
    }

    // What names stand for.

    Optional<Value> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Value value(Node node, String name) {
        return find(name)
                .orElseThrow(() -> node.failure(
                        "tensor " + TensorNames.brief(names.shown(name)) + " read before it is written",
                        "a constant, a network input or the result of a node before this one"));
    }

    void define(Node node, String name, Value value) {
        if (node.kind().equals("Constant") && value instanceof Known known) {
            allowance.grant(known);
        }
        if (values.putIfAbsent(name, value) != null) {
            throw node.failure(
                    "a result in tensor " + TensorNames.brief(names.shown(name)) + ", which exists already",
                    "a tensor of its own");
        }
    }

    /** Network inputs and initialisers, which no node writes. */
    void define(String name, Value value) {
        if (value instanceof Known known) {
            allowance.grant(known);
        }
        if (values.putIfAbsent(name, value) != null) {
            throw file.failure("tensor " + TensorNames.brief(names.shown(name)), "two of this name", "one");
        }
    }

    void quantize(String name, Quantization quantization) {
        quantizations.putIfAbsent(name, quantization);
    }

    /** What operators that read or write the tensor say about its numbers. */
    Optional<Quantization> quantization(String name) {
        return Optional.ofNullable(quantizations.get(name));
    }

    void append(Node node, Layer layer) {
        for (FeatureMap result : layer.outputs()) {
            requireCountable(node, result.shape());
        }
        Optional<String> problem = ShapeInference.problemIn(layer);
        if (problem.isPresent()) {
            throw NetworkFormatException.of(node.failure("", ""), problem.get());
        }
        layers.add(layer);
    }

    /** Shapes whose sizes in bits, and whose numbers of images, can be counted. */
    private static void requireCountable(Node node, Shape shape) {
        if (shape.rank() > MOST_DIMENSIONS) {
            throw node.failure("a result of " + shape.rank() + " dimensions", "at most " + MOST_DIMENSIONS);
        }
        try {
            shape.batch();
            Math.multiplyExact(shape.elements(), 64L);
        } catch (ArithmeticException overflow) {
            throw node.failure("a result of more elements than can be counted", "fewer");
        }
    }

    // Operands.

    /** Any value as an operand whose stored order is the given one; constants of lower rank are not for this. */
    Operand operand(Node node, Value value, AxisOrder order) {
        if (value instanceof Stored stored) {
            return settle(node, stored, order).map();
        }
        Known known = (Known) value;
        return known.dequantized() ? dequantized(node, known, order).map() : constant(node, known, order);
    }

    /** A value in the scratchpad, in whatever order it has. */
    Stored stored(Node node, Value value) {
        if (value instanceof Stored stored) {
            return stored;
        }
        Known known = (Known) value;
        AxisOrder order = AxisOrder.usual(known.dimensions().length());
        if (known.dequantized()) {
            return dequantized(node, known, order);
        }
        return node.step(Pointwise.of(Pointwise.Function.COPY), constant(node, known, order))
                .in(order)
                .between("constant");
    }

    private Stored dequantized(Node node, Known known, AxisOrder order) {
        Ordered key = new Ordered(known.name(), known.dimensions(), order);
        Stored present = dequantized.get(key);
        if (present == null) {
            Constant constant = constant(node, known.withQuantization(known.quantization(), false), order);
            present = node.step(Pointwise.of(Pointwise.Function.DEQUANTIZE), constant)
                    .typed(ElementType.FLOAT32)
                    .in(order)
                    .between("dequantized");
            dequantized.put(key, present);
        }
        return present;
    }

    Constant constant(Node node, Known known, AxisOrder order) {
        requireRank(node, known, order);
        Ordered key = new Ordered(known.name(), known.dimensions(), order);
        Constant present = constants.get(key);
        if (present == null) {
            present = reordered(node, known, order);
            constants.put(key, present);
        }
        return present;
    }

    private Constant reordered(Node node, Known known, AxisOrder order) {
        Shape shape = known.shape();
        String name = names.constant(known.name());
        Constant.Contents contents = known.contents();
        boolean moves = !order.keepsSequence(AxisOrder.plain(order.rank()), shape);
        if (moves && contents.isPresent() && !known.uniform()) {
            contents = transposed(node, known, order);
        }
        Quantization quantization = known.quantization();
        if (quantization.isPerChannel()) {
            quantization = new Quantization(
                    quantization.scales(), quantization.zeroPoints(), order.position(quantization.axis()));
        }
        return new Constant(name, order.stored(shape), known.type(), quantization, contents);
    }

    private static void requireRank(Node node, Value value, AxisOrder order) {
        int rank = value.dimensions().length();
        if (rank != order.rank()) {
            throw node.failure("an operand of " + rank + " dimensions", String.valueOf(order.rank()));
        }
    }

    /** The contents in the order of the axes. */
    Constant.Contents transposed(Node node, Known known, AxisOrder order) {
        Constant plain = new Constant(known.name(), known.shape(), known.type(), Quantization.NONE, known.contents());
        if (!allowance.takeBytes(plain.sizeBits() / Byte.SIZE)) {
            throw node.failure("constants that are reordered again and again", "each a few times");
        }
        StoredNumbers numbers = StoredNumbers.of(plain)
                .orElseThrow(() -> node.failure(
                        "a constant of " + known.type() + " that has to be put in another order",
                        "elements of whole bytes"));
        return new Constant.Present(Rearrangement.transpose(order.axes(), known.shape(), numbers));
    }

    /** Whether so much more may be computed while reading. */
    boolean spend(long operations) {
        return allowance.spend(operations);
    }

    /** The same activation in another order; a layer moves its elements if the orders differ in more than name. */
    Stored settle(Node node, Stored stored, AxisOrder order) {
        requireRank(node, stored, order);
        if (stored.order().equals(order)) {
            return stored;
        }
        Ordered key = new Ordered(stored.map().name(), stored.dimensions(), order);
        Stored present = settled.get(key);
        if (present == null) {
            present = reordering(node, stored, order).between("reordered");
            settled.put(key, present);
        }
        return present;
    }

    /** The same under a name of the file. */
    Stored settle(Node node, Stored stored, AxisOrder order, String name) {
        String shown = names.shown(name);
        Step step = reordering(node, stored, order);
        return step.named(shown);
    }

    private static Step reordering(Node node, Stored stored, AxisOrder order) {
        Shape inFile = stored.shape();
        Operator operator = stored.order().keepsSequence(order, inFile)
                ? new Operator.Reshape()
                : new Operator.Transpose(stored.order().permutationTo(order));
        return node.step(operator, stored.map()).in(order).shaped(order.stored(inFile));
    }
}
