package dev.shingle.sim.kernels;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import dev.shingle.sim.kernels.unit.WholeOperand;
import dev.shingle.sim.units.OutputGrid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Runs a network layer by layer, each tensor in memory of its own until its last reader has run.
 *
 * <p>Results are the same bits as TensorFlow Lite's for quantised layers, and close to them for real ones.
 */
public final class NetworkExecution {

    private final Network network;
    private final Rounding rounding;
    private final Observer observer;
    private final Map<String, PlainTensor> tensors = new HashMap<>();
    private final Map<String, Integer> lastReaders = new HashMap<>();

    private NetworkExecution(Network network, Rounding rounding, Observer observer) {
        this.network = network;
        this.rounding = rounding;
        this.observer = observer;
        for (int i = 0; i < network.layers().size(); i++) {
            for (FeatureMap input : network.layers().get(i).inputs()) {
                lastReaders.put(input.name(), i);
            }
        }
        network.outputs()
                .forEach(output ->
                        lastReaders.put(output.name(), network.layers().size()));
    }

    /**
     * Computes the outputs of a network.
     *
     * @param inputs one tensor for each network input, by name
     * @return the network outputs by name, in the network's order
     * @throws UnsupportedLayerException if a layer cannot be executed: found before any runs and
     *     before the observer sees anything, but for integers that are divided by 0
     * @throws CancellationException if the observer ends the run
     */
    public static ImmutableMap<String, TensorData> run(
            Network network, Map<String, TensorData> inputs, Rounding rounding, Observer observer) {
        return new NetworkExecution(network, rounding, observer).run(inputs);
    }

    private ImmutableMap<String, TensorData> run(Map<String, TensorData> inputs) {
        network.layers().forEach(this::checkExecutable);
        for (FeatureMap input : network.inputs()) {
            TensorData data = Optional.ofNullable(inputs.get(input.name()))
                    .orElseThrow(() -> new IllegalArgumentException("no data for network input " + input.name()));
            checkArgument(
                    data.shape().equals(input.shape()) && data.type() == input.type(),
                    "data of shape %s, %s for network input %s of shape %s, %s",
                    data.shape(),
                    data.type(),
                    input.name(),
                    input.shape(),
                    input.type());
            keep(input, PlainTensor.of(data));
        }
        for (int i = 0; i < network.layers().size(); i++) {
            run(i);
        }
        ImmutableMap.Builder<String, TensorData> outputs = ImmutableMap.builder();
        for (FeatureMap output : network.outputs()) {
            outputs.put(output.name(), tensor(output.name()).data());
        }
        return outputs.buildKeepingLast();
    }

    /** Kernels ask for some constants only when they run. */
    private void checkExecutable(Layer layer) {
        Kernels.of(layer, rounding);
        for (Constant constant : layer.constants()) {
            WholeOperand.numbers(layer, constant);
        }
        for (FeatureMap output : layer.outputs()) {
            if (output.type() == ElementType.INT4) {
                throw new UnsupportedLayerException(layer.name(), "a result of " + output.type());
            }
        }
    }

    private void run(int index) {
        Layer layer = network.layers().get(index);
        Operands operands = operand -> tensor(layer.operands().get(operand).name());
        Kernel kernel = Kernels.of(layer, rounding).surveyed(operands);
        ImmutableList<PlainTensor> results =
                layer.outputs().stream().map(PlainTensor::of).collect(toImmutableList());
        boolean isSplit = layer.operator() instanceof Operator.Split;
        Shape shape = (isSplit ? layer.operands().get(0) : layer.ofm()).shape();
        RowBands bands = new RowBands(OutputGrid.of(shape), (done, rows) -> observer.progress(index, done, rows));
        bands.run(() -> kernel.bind(operands, results::get));
        for (int i = 0; i < results.size(); i++) {
            keep(layer.outputs().get(i), results.get(i));
        }
        layer.inputs().forEach(input -> dropAfter(index, input));
        layer.outputs().forEach(output -> dropAfter(index, output));
    }

    private PlainTensor tensor(String name) {
        return Optional.ofNullable(tensors.get(name)).orElseThrow(() -> new AssertionError(name + " is gone"));
    }

    private void dropAfter(int index, FeatureMap map) {
        if (lastReaders.getOrDefault(map.name(), -1) <= index) {
            tensors.remove(map.name());
        }
    }

    private void keep(FeatureMap map, PlainTensor tensor) {
        tensors.put(map.name(), tensor);
        if (!observer.produced(map, tensor.data())) {
            throw new CancellationException("stopped after " + map.name());
        }
    }
}
