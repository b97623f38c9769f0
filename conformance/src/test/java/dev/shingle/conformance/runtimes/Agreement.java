package dev.shingle.conformance.runtimes;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Our execution against a runtime's. The runtime runs the whole network; then each of our layers gets the operands that the
 * runtime had, so that one wrong layer is one finding. Where all layers agree to the bit, our run of the whole must too.
 */
final class Agreement {

    private static final double MOST_PLAIN = 1e15;

    private final Oracle oracle;
    private final Findings findings;

    Agreement(Oracle oracle) {
        this.oracle = oracle;
        this.findings = new Findings(oracle.name());
    }

    Findings findings() {
        return findings;
    }

    /** Runs a network both ways. */
    void check(String description, Network network, Map<String, TensorData> inputs) {
        findings.countNetwork();
        byte[] file;
        try {
            file = oracle.file(network);
        } catch (NetworkFormatException unsupported) {
            findings.unwritable(unsupported.getMessage(), description);
            return;
        }
        ImmutableList<RuntimeTensor> given = network.inputs().stream()
                .map(map -> oracle.toRuntime(map, inputs.get(map.name())))
                .collect(toImmutableList());
        Answer answer = oracle.runtime().run(new Request(file, given, Request.Scope.EVERYTHING_COMPUTED));
        if (answer instanceof Answer.Tensors tensors) {
            Map<String, TensorData> theirs = new HashMap<>(inputs);
            tensors.tensors().stream()
                    .filter(tensor -> network.featureMaps().containsKey(tensor.name()))
                    .forEach(tensor -> theirs.put(tensor.name(), oracle.fromRuntime(tensor)));
            compare(description, network, inputs, theirs);
        } else {
            findings.refused(answer.toString(), description + " " + operators(network));
        }
    }

    private void compare(
            String description, Network network, Map<String, TensorData> inputs, Map<String, TensorData> theirs) {
        int before = findings.notEqual();
        for (Layer layer : network.layers()) {
            if (layer.inputs().stream().anyMatch(map -> isExtreme(theirs, map))) {
                return;
            }
            alone(layer, theirs)
                    .ifPresentOrElse(
                            one -> compareLayer(description, layer, one, theirs),
                            () -> findings.refused("no tensor around a layer of " + kind(layer), description));
        }
        if (findings.notEqual() == before && oracle.closeness().steps() == 0) {
            compareOutputs(description, network, inputs, theirs);
        }
    }

    /** What becomes of infinities, and of numbers next to them, is no two runtimes' agreement. */
    private static boolean isExtreme(Map<String, TensorData> theirs, FeatureMap map) {
        TensorData data = theirs.get(map.name());
        if (data == null || data.type() != ElementType.FLOAT32) {
            return false;
        }
        return IntStream.range(0, data.numbers().count())
                .anyMatch(i -> !(Math.abs(data.numbers().value(i)) < MOST_PLAIN));
    }

    /** A network of one layer, if the runtime has told all its operands and results. */
    private static Optional<Network> alone(Layer layer, Map<String, TensorData> theirs) {
        ImmutableList<FeatureMap> inputs = layer.inputs().stream().distinct().collect(toImmutableList());
        boolean isKnown = inputs.stream().allMatch(map -> theirs.containsKey(map.name()))
                && layer.outputs().stream().allMatch(map -> theirs.containsKey(map.name()));
        return isKnown
                ? Optional.of(new Network("alone", inputs, ImmutableList.of(layer), layer.outputs()))
                : Optional.empty();
    }

    private void compareLayer(String description, Layer layer, Network alone, Map<String, TensorData> theirs) {
        String kind = kind(layer);
        Map<String, TensorData> ours;
        try {
            ours = NetworkExecution.run(alone, theirs, Rounding.TFLITE, Observer.NONE);
        } catch (UnsupportedLayerException unsupported) {
            findings.refused("not executed by us: " + unsupported.getMessage(), description);
            return;
        } catch (RuntimeException | AssertionError broken) {
            findings.different(kind, description + ": " + told(layer) + ": we fail: " + broken);
            return;
        }
        for (FeatureMap map : layer.outputs()) {
            compareResult(description, layer, ours.get(map.name()), theirs.get(map.name()));
        }
    }

    private void compareResult(String description, Layer layer, TensorData ours, TensorData theirs) {
        Optional<String> difference = oracle.closeness().difference(ours, theirs);
        if (difference.isEmpty()) {
            findings.equal(kind(layer));
            return;
        }
        String told = description + ": " + told(layer) + ": " + difference.get();
        if (KnownDifferences.contain(oracle, layer, ours, theirs)) {
            findings.knownToDiffer(kind(layer), told);
        } else {
            findings.different(kind(layer), told);
        }
    }

    private void compareOutputs(
            String description, Network network, Map<String, TensorData> inputs, Map<String, TensorData> theirs) {
        Map<String, TensorData> ours = NetworkExecution.run(network, inputs, Rounding.TFLITE, Observer.NONE);
        Set<FeatureMap> rounded = rounded(network);
        for (FeatureMap map : network.outputs()) {
            if (!rounded.contains(map)) {
                oracle.closeness()
                        .difference(ours.get(map.name()), theirs.get(map.name()))
                        .ifPresent(told -> findings.different("whole network", description + ": " + map + ": " + told));
            }
        }
    }

    /** Computed real numbers and what follows from them: where two are nearly equal, who is the greater depends on roundings. */
    private static Set<FeatureMap> rounded(Network network) {
        Set<FeatureMap> rounded = new HashSet<>();
        for (Layer layer : network.layers()) {
            boolean isRounded = layer.inputs().stream().anyMatch(rounded::contains);
            layer.outputs().stream()
                    .filter(map -> isRounded || map.type() == ElementType.FLOAT32)
                    .forEach(rounded::add);
        }
        return rounded;
    }

    /** Operator and element type. */
    private static String kind(Layer layer) {
        ElementType from = layer.operands().get(0).type();
        ElementType to = layer.ofm().type();
        String name = layer.operator() instanceof Operator.Reduce reduce
                ? "REDUCE_" + reduce.kind()
                : layer.operator().displayName();
        boolean isGrouped = layer.operator() instanceof Operator.Convolution convolution && convolution.groups() > 1;
        return (isGrouped ? "GROUPED_" : "") + name + " " + from + (from == to ? "" : " to " + to);
    }

    private static String operators(Network network) {
        return network.layers().stream().map(Agreement::kind).collect(Collectors.joining(", "));
    }

    private static String told(Layer layer) {
        String operands = layer.operands().stream().map(Agreement::told).collect(Collectors.joining(", "));
        return layer.name() + " = " + layer.operator() + " (" + operands + ") to " + told(layer.ofm());
    }

    private static String told(Operand operand) {
        String scales = operand.quantization().isQuantized()
                ? " scale " + operand.quantization().scales().get(0)
                        + (operand.quantization().isPerChannel() ? ".." : "")
                        + " zero " + operand.quantization().zeroPoints().get(0)
                : "";
        return operand.type() + "" + operand.shape().dimensions() + scales;
    }
}
