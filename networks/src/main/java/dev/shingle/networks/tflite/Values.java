package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.TensorNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known at one point of the graph: which activations exist there, and which small integer tensors have a value that
 * does not depend on the network's input.
 */
final class Values {

    private final Tensors tensors;
    private final Map<Integer, FeatureMap> written = new HashMap<>();
    private final Map<Integer, Constant> constants = new HashMap<>();
    private final Map<Integer, long[]> folded = new HashMap<>();
    private final Set<Integer> resized = new TreeSet<>();

    Values(Tensors tensors) {
        this.tensors = tensors;
    }

    /** Network inputs and outputs are named by index; unlike an operand none can be left out. */
    FeatureMap input(int tensor, FlatFile file) {
        requireTensor(tensor, "a network input", file);
        if (tensors.isConstant(tensor)) {
            throw tensors.failure(tensor, "a constant as network input", "an activation");
        }
        FeatureMap input = tensors.featureMap(tensor, tensors.shape(tensor));
        if (written.put(tensor, input) != null) {
            throw tensors.failure(tensor, "the same network input twice", "different ones");
        }
        return input;
    }

    ImmutableList<FeatureMap> outputs(int[] indices, FlatFile file) {
        List<FeatureMap> outputs = new ArrayList<>();
        Set<Integer> seen = new TreeSet<>();
        for (int tensor : indices) {
            requireTensor(tensor, "a network output", file);
            FeatureMap output = written.get(tensor);
            if (output == null) {
                throw tensors.failure(tensor, "a network output that no operator writes", "the result of an operator");
            }
            if (seen.add(tensor)) {
                outputs.add(output);
            }
        }
        return ImmutableList.copyOf(outputs);
    }

    Operand operand(OperatorView view, int tensor) {
        requireTensor(view, tensor);
        FeatureMap activation = written.get(tensor);
        if (activation != null) {
            return activation;
        }
        if (!tensors.isConstant(tensor)) {
            throw view.failure(
                    "tensor " + tensor + " (" + TensorNames.brief(tensors.name(tensor)) + ") read before it is written",
                    "a constant, a network input or the result of an operator before this one");
        }
        return constants.computeIfAbsent(tensor, tensors::constant);
    }

    /** Empty for an activation that depends on the network's input. */
    Optional<long[]> integers(OperatorView view, int tensor) {
        requireTensor(view, tensor);
        if (written.containsKey(tensor)) {
            return Optional.ofNullable(folded.get(tensor));
        }
        if (!tensors.isEmpty(tensor)) {
            operand(view, tensor);
        }
        return Optional.of(tensors.integers(tensor));
    }

    Shape declared(OperatorView view, int tensor) {
        requireTensor(view, tensor);
        return tensors.shape(tensor);
    }

    /** The declared shape is not binding: the file says so, or what the operator reads was resized already. */
    boolean isResizable(OperatorView view, int tensor) {
        requireTensor(view, tensor);
        return view.readsResized() || tensors.isDynamic(tensor);
    }

    /** Some operand has another shape than the file declares. */
    boolean anyResized(int[] operands) {
        for (int input : operands) {
            if (resized.contains(input)) {
                return true;
            }
        }
        return false;
    }

    FeatureMap write(OperatorView view, int tensor, Shape shape) {
        requireTensor(view, tensor);
        if (tensors.isConstant(tensor)) {
            throw view.failure("a result in tensor " + tensor + ", which is constant", "an activation");
        }
        Shape checked = tensors.checked(tensor, shape);
        if (!checked.equals(tensors.shape(tensor))) {
            resized.add(tensor);
        }
        FeatureMap result = tensors.featureMap(tensor, checked);
        if (written.put(tensor, result) != null) {
            throw view.failure("a result in tensor " + tensor + ", which exists already", "a tensor of its own");
        }
        return result;
    }

    void fold(int tensor, long[] value) {
        folded.put(tensor, value);
    }

    private void requireTensor(OperatorView view, int tensor) {
        if (tensor < 0 || tensor >= tensors.count()) {
            throw view.failure("tensor " + tensor, "one of the file's " + tensors.count());
        }
    }

    private void requireTensor(int tensor, String what, FlatFile file) {
        if (tensor < 0 || tensor >= tensors.count()) {
            throw file.failure("subgraph 0", "tensor " + tensor + " as " + what, "one of " + tensors.count());
        }
    }
}
