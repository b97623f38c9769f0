package dev.shingle.testkit.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Optional;

/** A network of one layer out of an operation without slices, with weights where the operator needs some. */
final class LayerNetwork {

    private final Operation operation;

    LayerNetwork(Operation operation) {
        this.operation = withWeights(operation);
    }

    /** The operation, weights included. */
    Operation operation() {
        return operation;
    }

    Network network() {
        ImmutableList<Operand> operands =
                operation.operands().stream().map(LayerNetwork::operand).collect(toImmutableList());
        ImmutableList<FeatureMap> outputs =
                operation.results().stream().map(LayerNetwork::map).collect(toImmutableList());
        ImmutableList<FeatureMap> inputs = operands.stream()
                .filter(FeatureMap.class::isInstance)
                .map(FeatureMap.class::cast)
                .distinct()
                .collect(toImmutableList());
        Layer layer = new Layer("trial", operation.operator(), operands, outputs, ImmutableList.of());
        return new Network("trial", inputs, ImmutableList.of(layer), outputs);
    }

    private static Operand operand(TensorUse use) {
        return use.isInScratchpad()
                ? map(use)
                : new Constant(
                        use.name(),
                        use.shape(),
                        use.type(),
                        scale(use.type(), 0.02),
                        Constant.Seeded.of(7, use.shape(), use.type()));
    }

    private static FeatureMap map(TensorUse use) {
        return new FeatureMap(use.name(), use.shape(), use.type(), scale(use.type(), 0.05));
    }

    private static Quantization scale(ElementType type, double scale) {
        return type == ElementType.FLOAT32 ? Quantization.NONE : Quantization.perTensor(scale, 0);
    }

    private static Operation withWeights(Operation operation) {
        Optional<Shape> shape = operation.operands().size() == 1 ? weights(operation) : Optional.empty();
        if (shape.isEmpty()) {
            return operation;
        }
        TensorUse input = operation.operands().get(0);
        ElementType type = input.type() == ElementType.FLOAT32 ? ElementType.FLOAT32 : ElementType.INT8;
        TensorUse weights = new TensorUse("weights", shape.get(), type, false, TensorUse.Storage.WEIGHTS);
        return new Operation(operation.operator(), ImmutableList.of(input, weights), operation.results());
    }

    private static Optional<Shape> weights(Operation operation) {
        Shape input = operation.operands().get(0).shape();
        Shape result = operation.results().get(0).shape();
        Operator operator = operation.operator();
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(
                    weights(result.channels(), convolution.window(), input.channels() / convolution.groups()));
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(weights(1, depthwise.window(), result.channels()));
        } else if (operator instanceof Operator.TransposedConvolution transposed) {
            return Optional.of(weights(result.channels(), transposed.window(), input.channels()));
        } else if (operator instanceof Operator.FullyConnected) {
            return Optional.of(Shape.of(result.channels(), (int) (input.elements() / result.pixels())));
        }
        return Optional.empty();
    }

    private static Shape weights(int first, Window window, int last) {
        return Shape.of(first, window.kernelHeight(), window.kernelWidth(), last);
    }
}
