package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Our execution against a runtime's, tensor by tensor, and the books of it. After the first tensor of a network that differs
 * nothing is compared any more: what comes of it would differ too.
 */
final class Agreement {

    /** Turns a network into a file. */
    interface Writing {

        byte[] write(Network network);
    }

    private static final int EXAMPLES_SHOWN = 3;

    private final String name;
    private final ChildRuntime runtime;
    private final Writing writing;
    private final double tolerance;
    private final Map<String, Integer> compared = new TreeMap<>();
    private final Map<String, ImmutableList<String>> differences = new TreeMap<>();
    private final Map<String, ImmutableList<String>> refusals = new TreeMap<>();
    private int networks;

    Agreement(String name, ChildRuntime runtime, Writing writing, double tolerance) {
        this.name = name;
        this.runtime = runtime;
        this.writing = writing;
        this.tolerance = tolerance;
    }

    /** Runs a network both ways. */
    void check(String description, Network network, Map<String, TensorData> inputs) {
        networks++;
        byte[] file;
        try {
            file = writing.write(network);
        } catch (NetworkFormatException unsupported) {
            note(refusals, "not written by us: " + withoutNames(unsupported.getMessage()), description);
            return;
        }
        ImmutableList<RuntimeTensor> given = network.inputs().stream()
                .map(map -> toRuntime(map, inputs.get(map.name())))
                .collect(ImmutableList.toImmutableList());
        Answer answer = runtime.run(new Request(file, given, Request.Scope.EVERYTHING_COMPUTED));
        if (answer instanceof Answer.Tensors tensors) {
            compare(description, network, ours(description, network, inputs), tensors.tensors());
        } else {
            note(refusals, withoutNames(answer.toString()), description + " " + operators(network));
        }
    }

    /** All that we compute; less if we cannot. */
    private Map<String, TensorData> ours(String description, Network network, Map<String, TensorData> inputs) {
        Map<String, TensorData> ours = new HashMap<>();
        try {
            NetworkExecution.run(network, inputs, Rounding.TFLITE, (map, data) -> {
                ours.put(map.name(), data);
                return true;
            });
        } catch (UnsupportedLayerException unsupported) {
            note(refusals, "not executed by us: " + withoutNames(unsupported.getMessage()), description);
        } catch (RuntimeException | AssertionError broken) {
            note(differences, "we fail: " + withoutNames(String.valueOf(broken)) + at(broken), description);
        }
        return ours;
    }

    private static RuntimeTensor toRuntime(FeatureMap map, TensorData data) {
        byte[] bytes = new byte[data.bytes().remaining()];
        data.bytes().get(bytes);
        return new RuntimeTensor(map.name(), map.type(), map.shape().dimensions(), bytes);
    }

    private void compare(
            String description, Network network, Map<String, TensorData> ours, ImmutableList<RuntimeTensor> tensors) {
        Map<String, RuntimeTensor> theirs = new HashMap<>();
        tensors.forEach(tensor -> theirs.put(tensor.name(), tensor));
        for (Layer layer : network.layers()) {
            String kind = kind(layer);
            for (FeatureMap map : layer.outputs()) {
                RuntimeTensor other = theirs.get(map.name());
                if (!ours.containsKey(map.name())) {
                    return;
                }
                if (other == null) {
                    note(refusals, "no tensor for a result of " + kind, description);
                    continue;
                }
                Optional<String> difference = Comparison.difference(ours.get(map.name()), other, tolerance);
                if (difference.isPresent()) {
                    note(differences, kind, description + ": " + told(layer) + ": " + difference.get());
                    return;
                }
                compared.merge(kind, 1, Integer::sum);
            }
        }
    }

    /** Operator and element type. */
    private static String kind(Layer layer) {
        ElementType from = layer.operands().get(0).type();
        ElementType to = layer.ofm().type();
        return layer.operator().displayName() + " " + from + (from == to ? "" : " to " + to);
    }

    private static String told(Layer layer) {
        String operands = layer.operands().stream()
                .map(Agreement::told)
                .collect(Collectors.joining(", "));
        return layer.name() + " = " + layer.operator() + "(" + operands + ") to " + told(layer.ofm());
    }

    private static String told(Operand operand) {
        String scales = operand.quantization().isQuantized()
                ? " scale " + operand.quantization().scales().get(0)
                        + (operand.quantization().isPerChannel() ? ".." : "")
                        + " zero " + operand.quantization().zeroPoints().get(0)
                : "";
        return operand.name() + operand.shape().dimensions() + scales;
    }

    private static String operators(Network network) {
        return network.layers().stream().map(Agreement::kind).collect(Collectors.joining(", "));
    }

    private static String withoutNames(String message) {
        return message.replaceAll("\\s+", " ").replaceAll("\\b(layer )?y\\d+\\b", "").replaceAll("\\d+", "N");
    }

    private static String at(Throwable failure) {
        return failure.getStackTrace().length == 0 ? "" : " at " + failure.getStackTrace()[0];
    }

    private static void note(Map<String, ImmutableList<String>> book, String kind, String example) {
        book.merge(
                kind,
                ImmutableList.of(example),
                (some, more) -> ImmutableList.<String>builder().addAll(some).addAll(more).build());
    }

    int networks() {
        return networks;
    }

    /** Layers found equal, by operator and type. */
    Map<String, Integer> compared() {
        return compared;
    }

    /** Results found equal. */
    int layers() {
        return compared.values().stream().mapToInt(Integer::intValue).sum();
    }

    int refused() {
        return refusals.values().stream().mapToInt(ImmutableList::size).sum();
    }

    int different() {
        return differences.values().stream().mapToInt(ImmutableList::size).sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                "%s: %d networks, %d layers equal, %d different, %d networks refused%n",
                name,
                networks,
                layers(),
                different(),
                refused()));
        text.append("  equal: ").append(compared).append('\n');
        append(text, "  DIFFERENT ", differences);
        append(text, "  refused: ", refusals);
        return text.toString();
    }

    private static void append(StringBuilder text, String what, Map<String, ImmutableList<String>> book) {
        book.forEach((kind, examples) -> {
            text.append(what).append(examples.size()).append(" x ").append(kind).append('\n');
            examples.stream()
                    .limit(EXAMPLES_SHOWN)
                    .forEach(example -> text.append("      ").append(example).append('\n'));
        });
    }
}
