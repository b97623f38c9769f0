package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the one subgraph of a file into a network, operator after operator in the file's order, which is the order of
 * execution.
 *
 * <p>Shapes are computed from operands and parameters as the file's own runtime does, and compared with what the file
 * declares. Where the file marks a dimension as open, its declared shape has a 1 there and the computed one counts; so it
 * does for everything behind.
 */
final class GraphReader {

    private static final int INPUTS = 1;
    private static final int OUTPUTS = 2;
    private static final int MOST_ENDS = 4096;

    private final FlatFile file;
    private final FlatTable subgraph;
    private final ImmutableList<String> kinds;
    private final FlatVector operators;
    private final Tensors tensors;
    private final Values values;
    private final List<Layer> layers = new ArrayList<>();

    /** One name for each of the subgraph's operators. */
    GraphReader(FlatFile file, FlatTable subgraph, FlatVector operators, ImmutableList<String> kinds, Tensors tensors) {
        this.file = file;
        this.subgraph = subgraph;
        this.operators = operators;
        this.kinds = kinds;
        this.tensors = tensors;
        this.values = new Values(tensors);
    }

    Network read(String name) {
        ImmutableList.Builder<FeatureMap> inputs = ImmutableList.builder();
        for (int input : subgraph.ints(INPUTS, MOST_ENDS, "network inputs")) {
            inputs.add(values.input(input, file));
        }
        for (int i = 0; i < operators.length(); i++) {
            add(new OperatorView(file, operators.table(i), values, i, kinds.get(i)));
        }
        int[] outputs = subgraph.ints(OUTPUTS, MOST_ENDS, "network outputs");
        if (layers.isEmpty() || outputs.length == 0) {
            throw file.failure(
                    "subgraph 0",
                    layers.size() + " operators and " + outputs.length + " network outputs",
                    "at least one of each");
        }
        return new Network(name, inputs.build(), ImmutableList.copyOf(layers), values.outputs(outputs, file));
    }

    private void add(OperatorView view) {
        Translation translation = OperatorRules.translate(view);
        ImmutableList<FeatureMap> results = results(view, translation);
        if (translation.reshapedTo().isPresent()) {
            FeatureMap result = results.get(0);
            FeatureMap cut = new FeatureMap(
                    tensors.names().unique(result.name() + "/cut"),
                    translation.results().get(0),
                    result.type(),
                    result.quantization());
            append(view, view.label(), translation, ImmutableList.of(cut));
            Translation reshape =
                    Translation.to(ImmutableList.of(result.shape()), new Operator.Reshape(), ImmutableList.of(cut));
            append(view, view.label() + "/reshape", reshape, results);
        } else {
            append(view, view.label(), translation, results);
        }
        if (results.size() == 1) {
            ShapeArithmetic.fold(view, translation.operator(), results.get(0))
                    .ifPresent(value -> values.fold(view.outputs()[0], value));
        }
    }

    private void append(OperatorView view, String name, Translation translation, ImmutableList<FeatureMap> results) {
        Layer layer = new Layer(
                name, translation.operator(), translation.operands(), results, ImmutableList.of(view.label()));
        Optional<String> problem = ShapeInference.problemIn(layer);
        if (problem.isPresent()) {
            throw OperatorRules.failure(view, problem.get());
        }
        layers.add(layer);
    }

    private ImmutableList<FeatureMap> results(OperatorView view, Translation translation) {
        ImmutableList<Shape> computed =
                translation.reshapedTo().map(ImmutableList::of).orElse(translation.results());
        int[] outputs = view.outputs();
        boolean opaque = translation.operator() instanceof Operator.Opaque;
        if (outputs.length == 0 || (!opaque && outputs.length != computed.size())) {
            throw view.failure(outputs.length + " results", opaque ? "at least 1" : String.valueOf(computed.size()));
        }
        ImmutableList.Builder<FeatureMap> results = ImmutableList.builder();
        for (int i = 0; i < outputs.length; i++) {
            Shape shape = opaque
                    ? declaredByOpaque(view, outputs[i])
                    : agreed(view, outputs[i], computed.get(i), translation.operator());
            results.add(values.write(view, outputs[i], shape));
        }
        return results.build();
    }

    private Shape agreed(OperatorView view, int tensor, Shape computed, Operator operator) {
        Shape declared = values.declared(view, tensor);
        // A fully connected layer may keep its input's leading dimensions without saying so; its check comes later.
        boolean loose = operator instanceof Operator.FullyConnected && declared.elements() == computed.elements();
        if (!loose && !declared.equals(computed) && !values.isResizable(view, tensor)) {
            throw view.failure(
                    "a result declared as " + declared.dimensions(),
                    computed.dimensions().toString());
        }
        return loose ? declared : computed;
    }

    /** Nothing can be computed for an unknown operator, so that the file's word must be good. */
    private Shape declaredByOpaque(OperatorView view, int tensor) {
        Shape declared = values.declared(view, tensor);
        boolean custom = view.kind().startsWith(BuiltinOperators.CUSTOM);
        if (view.readsResized() || !tensors.isDynamicInBatchOnly(tensor)) {
            throw view.failure("an unknown operator with a result whose size is open", "fixed sizes");
        }
        if (custom && tensors.mayLackShape(tensor)) {
            throw view.failure("a custom operator with a result of unknown shape", "fixed sizes");
        }
        return declared;
    }
}
