package dev.shingle.networks.tflite.write;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.FusedActivation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes layers apart until each is one operator of the format:
 *
 * <pre>
 *   padding that is neither SAME nor none       pad (with zero; for a maximum with the lowest number), layer
 *   crop that is neither                        layer, slice
 *   activation that cannot be fused             layer, activation
 *   vectors under a shape of their own          fully connected, reshape
 *   index of the greatest, dimension kept       reduction, reshape
 * </pre>
 *
 * The simplification passes put the first three together again. Results in between carry the scale of the layer's own
 * operand or result, so that no number is rounded twice. Runtimes that want a bias, or a wider one, get it ({@link Biases}).
 */
final class Lowering {

    private final Set<String> taken = new HashSet<>();
    private final List<Layer> lowered = new ArrayList<>();

    private Lowering(Network network) {
        taken.addAll(network.featureMaps().keySet());
        network.layers().forEach(layer -> {
            taken.add(layer.name());
            layer.constants().forEach(constant -> taken.add(constant.name()));
        });
    }

    static ImmutableList<Layer> lower(Network network) {
        Lowering lowering = new Lowering(network);
        network.layers().forEach(lowering::add);
        return ImmutableList.copyOf(lowering.lowered);
    }

    private void add(Layer layer) {
        Layer padded = withBias(withoutOddPadding(layer));
        Optional<Layer> activation = activation(padded);
        if (activation.isPresent()) {
            FeatureMap before = activation.get().ifm();
            addCut(with(padded, FusedActivation.without(padded.operator()), padded.operands(), before));
            lowered.add(activation.get());
        } else {
            addCut(padded);
        }
    }

    private Layer withBias(Layer layer) {
        int operands = layer.operands().size();
        if (operands == 2 && Biases.isNeeded(layer.operator())) {
            return withBias(layer, Biases.zeros(unique(layer.name() + "/no-bias"), layer));
        }
        return operands == 3 && layer.operands().get(2) instanceof Constant bias && Biases.isTooNarrow(layer, bias)
                ? withBias(layer, Biases.widened(unique(bias.name() + "/wide"), bias))
                : layer;
    }

    private static Layer withBias(Layer layer, Constant bias) {
        ImmutableList<Operand> operands = ImmutableList.<Operand>builder()
                .addAll(layer.operands().subList(0, 2))
                .add(bias)
                .build();
        return with(layer, layer.operator(), operands, layer.ofm());
    }

    private Layer withoutOddPadding(Layer layer) {
        Optional<Window> window = Windows.of(layer.operator());
        if (window.isEmpty()
                || !(layer.operands().get(0) instanceof FeatureMap ifm)
                || ifm.shape().rank() != 4) {
            return layer;
        }
        Padding padding = window.get().padding();
        if (padding.equals(Padding.NONE) || (isSame(window.get(), ifm) && !countsPadding(layer.operator()))) {
            return layer;
        }
        if (layer.operator() instanceof Operator.Pool pool
                && pool.kind() == Operator.Pool.Kind.AVERAGE
                && !pool.countsPadding()) {
            return layer;
        }
        FeatureMap padded = pad(layer, ifm, padding);
        Operator operator = Windows.with(layer.operator(), window.get().withPadding(Padding.NONE));
        List<Operand> operands = new ArrayList<>(layer.operands());
        operands.set(0, padded);
        return with(layer, operator, operands, layer.ofm());
    }

    static boolean isSame(Window window, FeatureMap ifm) {
        return window.withSamePadding(ifm.shape().height(), ifm.shape().width())
                .padding()
                .equals(window.padding());
    }

    private static boolean countsPadding(Operator operator) {
        return operator instanceof Operator.Pool pool
                && pool.kind() == Operator.Pool.Kind.AVERAGE
                && pool.countsPadding();
    }

    private FeatureMap pad(Layer layer, FeatureMap ifm, Padding padding) {
        Shape shape = Shape.of(
                ifm.shape().dimension(0),
                Math.addExact(ifm.shape().height(), Math.addExact(padding.top(), padding.bottom())),
                Math.addExact(ifm.shape().width(), Math.addExact(padding.left(), padding.right())),
                ifm.shape().channels());
        FeatureMap padded = between(layer, "padded", shape, ifm);
        Operator operator = new Operator.Pad(
                ImmutableIntArray.of(0, padding.top(), padding.left(), 0),
                ImmutableIntArray.of(0, padding.bottom(), padding.right(), 0),
                Operator.Pad.Mode.CONSTANT);
        boolean maximum = layer.operator() instanceof Operator.Pool pool && pool.kind() == Operator.Pool.Kind.MAX;
        ImmutableList<Operand> operands =
                maximum ? ImmutableList.of(ifm, lowest(unique(layer.name() + "/lowest"), ifm)) : ImmutableList.of(ifm);
        lowered.add(new Layer(layer.name(), operator, operands, ImmutableList.of(padded), layer.sources()));
        return padded;
    }

    /** A number that changes no maximum. */
    private static Constant lowest(String name, FeatureMap like) {
        ElementType type = like.type();
        ByteBuffer number = ByteBuffer.allocate(type.bits() / Byte.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case FLOAT32 -> number.putFloat(0, Float.NEGATIVE_INFINITY);
            case INT8 -> number.put(0, Byte.MIN_VALUE);
            case INT16 -> number.putShort(0, Short.MIN_VALUE);
            default -> {
                // Zero: the lowest of the unsigned ones, and others are refused anyhow.
            }
        }
        return new Constant(name, Shape.of(1), type, like.quantization(), new Constant.Present(number));
    }

    /** The activation as a layer of its own, if the operator cannot apply it. */
    private Optional<Layer> activation(Layer layer) {
        Activation activation = FusedActivation.of(layer.operator());
        Optional<Function> function = FusedActivation.function(activation, layer.ofm());
        if (function.isEmpty() || Activations.canFuse(layer.operator(), activation)) {
            return Optional.empty();
        }
        FeatureMap before = between(layer, "linear", layer.ofm().shape(), layer.ofm());
        return Optional.of(with(layer, Operator.Pointwise.of(function.get()), List.of(before), layer.ofm()));
    }

    private void addCut(Layer layer) {
        FeatureMap ofm = layer.ofm();
        if (layer.operator() instanceof Operator.TransposedConvolution transposed
                && !transposed.window().padding().equals(Padding.NONE)
                && !isSame(transposed.window(), ofm)) {
            addCropped(layer, transposed);
        } else if (layer.operator() instanceof Operator.FullyConnected && !Vectors.isDirect(layer)) {
            addReshaped(layer, layer.operator(), Vectors.joined(layer));
        } else if (layer.operator() instanceof Operator.Reduce reduce
                && isArgument(reduce.kind())
                && reduce.keepDimensions()) {
            addReshaped(
                    layer,
                    new Operator.Reduce(reduce.kind(), reduce.axes(), false),
                    without(ofm.shape(), reduce.axes()));
        } else {
            lowered.add(layer);
        }
    }

    private static boolean isArgument(Operator.Reduce.Kind kind) {
        return kind == Operator.Reduce.Kind.ARG_MAXIMUM || kind == Operator.Reduce.Kind.ARG_MINIMUM;
    }

    private static Shape without(Shape shape, ImmutableIntArray axes) {
        ImmutableIntArray.Builder kept = ImmutableIntArray.builder();
        for (int i = 0; i < shape.rank(); i++) {
            if (!axes.contains(i)) {
                kept.add(shape.dimension(i));
            }
        }
        return new Shape(kept.build());
    }

    private void addReshaped(Layer layer, Operator operator, Shape shape) {
        FeatureMap flat = between(layer, "flat", shape, layer.ofm());
        lowered.add(with(layer, operator, layer.operands(), flat));
        lowered.add(with(layer, new Operator.Reshape(), List.of(flat), layer.ofm()));
    }

    /** The full result, of which a window is kept. */
    private void addCropped(Layer layer, Operator.TransposedConvolution transposed) {
        Padding crop = transposed.window().padding();
        FeatureMap ofm = layer.ofm();
        Shape shape = Shape.of(
                ofm.shape().dimension(0),
                Math.addExact(ofm.shape().height(), Math.addExact(crop.top(), crop.bottom())),
                Math.addExact(ofm.shape().width(), Math.addExact(crop.left(), crop.right())),
                ofm.shape().channels());
        FeatureMap full = between(layer, "full", shape, ofm);
        lowered.add(with(
                layer,
                Windows.with(transposed, transposed.window().withPadding(Padding.NONE)),
                layer.operands(),
                full));
        Operator slice = new Operator.Slice(
                ImmutableIntArray.of(0, crop.top(), crop.left(), 0), ImmutableIntArray.of(1, 1, 1, 1));
        lowered.add(with(layer, slice, List.of(full), ofm));
    }

    /** Several layers of one name are the same layer in parts; the name is for messages only. */
    private static Layer with(Layer layer, Operator operator, List<? extends Operand> operands, FeatureMap result) {
        return new Layer(
                layer.name(), operator, ImmutableList.copyOf(operands), ImmutableList.of(result), layer.sources());
    }

    private FeatureMap between(Layer layer, String what, Shape shape, FeatureMap like) {
        return new FeatureMap(unique(layer.name() + "/" + what), shape, like.type(), like.quantization());
    }

    private String unique(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            name = name + "#";
        }
        return name;
    }
}
