package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One layer on its way into the network. What is not said is taken from the first operand. */
final class Step {

    private final Node node;
    private final Assembly assembly;
    private final Operator operator;
    private final ImmutableList<Operand> operands;
    private Optional<AxisOrder> order = Optional.empty();
    private Optional<Shape> shape = Optional.empty();
    private Optional<Quantization> quantization = Optional.empty();
    private ElementType type;

    Step(Node node, Operator operator, List<Operand> operands) {
        this.node = node;
        this.assembly = node.assembly();
        this.operator = operator;
        this.operands = ImmutableList.copyOf(operands);
        this.type = operands.get(0).type();
    }

    ImmutableList<Operand> operands() {
        return operands;
    }

    /** How the result is stored; the usual order of its rank if nothing is said. */
    Step in(AxisOrder newOrder) {
        order = Optional.of(newOrder);
        return this;
    }

    /** The result's shape as it is stored, for operators whose parameters do not give it. */
    Step shaped(Shape newShape) {
        shape = Optional.of(newShape);
        return this;
    }

    Step typed(ElementType newType) {
        type = newType;
        return this;
    }

    Step quantized(Quantization newQuantization) {
        quantization = Optional.of(newQuantization);
        return this;
    }

    /** The layer's result is the node's first one. */
    Stored done() {
        return done(0);
    }

    /** The layer's result is one of the node's. */
    Stored done(int output) {
        String name = node.output(output);
        Shape stored = storedShape();
        AxisOrder found = order.orElse(AxisOrder.usual(stored.rank()));
        if (assembly.isNetworkOutput(name) && !isGoodOutput(found)) {
            Stored inside = between("stored");
            Stored outside = assembly.settle(node, inside, AxisOrder.usual(stored.rank()), name);
            assembly.define(node, name, outside);
            return outside;
        }
        Stored result = append(node.label(), assembly.shownName(name), name, stored, found);
        assembly.define(node, name, result);
        return result;
    }

    /** Who runs a network expects its results as the file has them, but for images. */
    private static boolean isGoodOutput(AxisOrder order) {
        return order.isPlain() || (order.rank() == 4 && order.isChannelsLast());
    }

    /** The layer's result is read by further layers of the same node. */
    Stored between(String what) {
        Shape stored = storedShape();
        String base =
                node.outputCount() == 0 || node.output(0).isEmpty() ? node.label() : assembly.shownName(node.output(0));
        return append(
                node.label() + "/" + what,
                assembly.uniqueName(base + "/" + what),
                "",
                stored,
                order.orElse(AxisOrder.usual(stored.rank())));
    }

    /** The layer's result has a name of the file's, as people see it. */
    Stored named(String mapName) {
        Shape stored = storedShape();
        return append(node.label() + "/reordered", mapName, "", stored, order.orElse(AxisOrder.usual(stored.rank())));
    }

    /** A layer with several results, each a result of the node; those without a name are named here. */
    void doneAll(List<Shape> shapes) {
        ImmutableList.Builder<FeatureMap> results = ImmutableList.builder();
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            String name = i < node.outputCount() ? node.output(i) : "";
            String shown =
                    name.isEmpty() ? assembly.uniqueName(node.label() + "/unused" + i) : assembly.shownName(name);
            FeatureMap map = new FeatureMap(shown, shapes.get(i), type, quantizationOf(name));
            results.add(map);
            stored.add(
                    new Stored(map, order.orElse(AxisOrder.usual(shapes.get(i).rank()))));
        }
        assembly.append(node, layer(node.label(), results.build()));
        for (int i = 0; i < shapes.size() && i < node.outputCount(); i++) {
            if (!node.output(i).isEmpty()) {
                assembly.define(node, node.output(i), stored.get(i));
            }
        }
    }

    private Stored append(String label, String mapName, String fileName, Shape stored, AxisOrder found) {
        FeatureMap map = new FeatureMap(mapName, stored, type, quantizationOf(fileName));
        assembly.append(node, layer(label, ImmutableList.of(map)));
        return new Stored(map, found);
    }

    private Layer layer(String label, ImmutableList<FeatureMap> results) {
        return new Layer(assembly.uniqueLayer(label), operator, operands, results, ImmutableList.of(node.label()));
    }

    /** What operators say about the tensor counts, then the first operand, whose numbers most layers hand on. */
    private Quantization quantizationOf(String fileName) {
        if (quantization.isPresent()) {
            return quantization.get();
        }
        if (type == ElementType.FLOAT32 || type == ElementType.FLOAT16) {
            return Quantization.NONE;
        }
        Operand first = operands.get(0);
        Quantization inherited =
                first.type() == type && !first.quantization().isPerChannel() ? first.quantization() : Quantization.NONE;
        return assembly.quantization(fileName).orElse(inherited);
    }

    Shape storedShape() {
        return shape.orElseGet(() -> {
            ImmutableList<Shape> shapes =
                    operands.stream().map(Operand::shape).collect(ImmutableList.toImmutableList());
            return ShapeInference.outputShapes(operator, shapes).get(0);
        });
    }
}
