package dev.shingle.testkit.runnable;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** A network that grows, and the chance that it grows by. */
final class Draft {

    private static final long MOST_ELEMENTS = 4_000;

    private final Random random;
    private final ElementType type;
    private final Scales scales;
    private final List<FeatureMap> inputs = new ArrayList<>();
    private final List<FeatureMap> maps = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();

    Draft(Random random, ElementType type) {
        this.random = random;
        this.type = type;
        this.scales = new Scales(random, type);
    }

    ElementType type() {
        return type;
    }

    boolean isReal() {
        return type == ElementType.FLOAT32;
    }

    Scales scales() {
        return scales;
    }

    int layerCount() {
        return layers.size();
    }

    void input(Shape shape) {
        FeatureMap map = new FeatureMap("x" + inputs.size(), shape, type, scales.anything());
        inputs.add(map);
        maps.add(map);
    }

    /** Real numbers, which the first layer makes stored ones of. */
    void realInput(Shape shape) {
        FeatureMap map = new FeatureMap("x" + inputs.size(), shape, ElementType.FLOAT32, Quantization.NONE);
        inputs.add(map);
        add(Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE), shape, scales.anything(), map);
    }

    /** Both ends of the range come up. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T oneOf(ImmutableList<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The newest feature map that will do, or sometimes any other. */
    Optional<FeatureMap> any(Predicate<FeatureMap> fit) {
        List<FeatureMap> candidates =
                maps.stream().filter(map -> map.type() == type).filter(fit).toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        boolean newest = chance(65);
        return Optional.of(candidates.get(newest ? candidates.size() - 1 : random.nextInt(candidates.size())));
    }

    /** Appends a layer whose result's shape follows from its operands; does nothing if they do not go together. */
    void add(Operator operator, Quantization result, Operand... operands) {
        ImmutableList<Operand> all = ImmutableList.copyOf(operands);
        ImmutableList<Shape> shapes = all.stream().map(Operand::shape).collect(ImmutableList.toImmutableList());
        Shape shape;
        try {
            shape = ShapeInference.outputShapes(operator, shapes).get(0);
        } catch (IllegalArgumentException unsuitable) {
            return;
        }
        add(operator, shape, result, operands);
    }

    /** Appends a layer whose result's shape is one of its parameters. */
    void add(Operator operator, Shape shape, Quantization quantization, Operand... operands) {
        add(operator, ImmutableList.of(map(shape, type, quantization, "")), operands);
    }

    /** Appends a layer with a result of another type, which no other layer will read. */
    void addOf(ElementType other, Operator operator, Shape shape, Quantization quantization, Operand... operands) {
        add(operator, ImmutableList.of(map(shape, other, quantization, "")), operands);
    }

    FeatureMap map(Shape shape, ElementType mapType, Quantization quantization, String ending) {
        return new FeatureMap(nextName() + ending, shape, mapType, quantization);
    }

    void add(Operator operator, ImmutableList<FeatureMap> results, Operand... operands) {
        ImmutableList<Operand> all = ImmutableList.copyOf(operands);
        Layer layer = new Layer(nextName(), operator, all, results, ImmutableList.of());
        boolean isSmall = results.stream().allMatch(map -> map.shape().elements() <= MOST_ELEMENTS);
        if (isSmall && ShapeInference.problemIn(layer).isEmpty()) {
            layers.add(layer);
            maps.addAll(results);
        }
    }

    private String nextName() {
        return "y" + layers.size();
    }

    Constant constant(String role, Shape shape, ElementType constantType, Quantization quantization, byte[] bytes) {
        return new Constant(
                nextName() + "/" + role,
                shape,
                constantType,
                quantization,
                new Constant.Present(ByteBuffer.wrap(bytes)));
    }

    /** Outputs are the last result and all that nobody reads, with some others. */
    Network network() {
        Set<FeatureMap> outputs = new LinkedHashSet<>();
        if (!layers.isEmpty()) {
            outputs.addAll(layers.get(layers.size() - 1).outputs());
        }
        for (Layer layer : layers) {
            for (FeatureMap map : layer.outputs()) {
                boolean isRead =
                        layers.stream().anyMatch(other -> other.inputs().contains(map));
                if (!isRead || chance(10)) {
                    outputs.add(map);
                }
            }
        }
        return new Network(
                "random", ImmutableList.copyOf(inputs), ImmutableList.copyOf(layers), ImmutableList.copyOf(outputs));
    }
}
