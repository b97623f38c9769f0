package dev.shingle.networks.simplify;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network while a pass works on it: who writes and who reads a feature map is known at any time, and layers are
 * replaced or removed where they stand.
 *
 * <p>Every layer of the network at the start has a slot, and a slot holds the layers that took its place, so the
 * execution order is kept without renumbering. Replacing a layer costs time in proportion to its operands and results.
 *
 * <pre>
 *   slot:     0        1        2          3
 *   before  [pad]   [conv]   [relu]     [pool]
 *   after   [ ]     [conv]   [ ]        [pool, view]
 * </pre>
 */
final class Graph {

    /** A pass may make so many bytes of new constants for each byte there was, ... */
    private static final long CONSTANT_GROWTH = 8;

    /** ... so many in any case, ... */
    private static final long FREE_CONSTANT_BYTES = 1L << 20;

    /** ... and never more than this: a small hostile file must not fill the heap. */
    private static final long MOST_CONSTANT_BYTES = 128L << 20;

    private final String name;
    private final List<FeatureMap> inputs;
    private final List<FeatureMap> outputs;
    private final List<ImmutableList<Layer>> slots = new ArrayList<>();
    private final Map<String, Integer> slotByLayer = new HashMap<>();
    private final Map<String, Layer> layers = new HashMap<>();
    private final Map<String, String> writerByMap = new HashMap<>();
    private final SetMultimap<String, String> readersByMap = LinkedHashMultimap.create();
    private long constantBytesLeft;

    Graph(Network network) {
        name = network.name();
        inputs = new ArrayList<>(network.inputs());
        outputs = new ArrayList<>(network.outputs());
        for (Layer layer : network.layers()) {
            slots.add(ImmutableList.of(layer));
            attach(layer, slots.size() - 1);
        }
        constantBytesLeft = constantBudgetBytes(network);
    }

    private static long constantBudgetBytes(Network network) {
        long presentBytes = 0;
        for (Layer layer : network.layers()) {
            for (Constant constant : layer.constants()) {
                if (constant.contents().isPresent()) {
                    presentBytes += presentBytes(constant);
                }
            }
        }
        return Math.min(MOST_CONSTANT_BYTES, FREE_CONSTANT_BYTES + CONSTANT_GROWTH * presentBytes);
    }

    /** Seeded contents are computed anew at every call, which takes a second for a large network. */
    private static long presentBytes(Constant constant) {
        return constant.contents() instanceof Constant.Seeded
                ? (constant.sizeBits() + Byte.SIZE - 1) / Byte.SIZE
                : constant.contents().bytes().remaining();
    }

    /** Names of all layers in execution order. */
    List<String> layerNames() {
        return slots.stream().flatMap(Collection::stream).map(Layer::name).toList();
    }

    /** The layer as it is now; empty once it has been removed. */
    Optional<Layer> layer(String layerName) {
        return Optional.ofNullable(layers.get(layerName));
    }

    /** The layer that writes a feature map; none for network inputs. */
    Optional<Layer> writer(FeatureMap map) {
        return Optional.ofNullable(writerByMap.get(map.name())).map(layers::get);
    }

    /** The layers that read a feature map, each once. */
    ImmutableList<Layer> readers(FeatureMap map) {
        return readersByMap.get(map.name()).stream().map(layers::get).collect(toImmutableList());
    }

    /** The layer that reads a feature map, if it is the only use: one layer, one operand, and not a network output. */
    Optional<Layer> soleReader(FeatureMap map) {
        ImmutableList<Layer> readers = readers(map);
        if (isOutput(map) || readers.size() != 1) {
            return Optional.empty();
        }
        Layer reader = readers.get(0);
        long uses = reader.operands().stream().filter(map::equals).count();
        return uses == 1 ? Optional.of(reader) : Optional.empty();
    }

    /** Whether a layer's first feature map has no other use than being that. */
    boolean soleReaderOfFirstInput(Layer layer) {
        return !layer.inputs().isEmpty()
                && soleReader(layer.ifm()).filter(layer::equals).isPresent();
    }

    boolean isInput(FeatureMap map) {
        return inputs.contains(map);
    }

    boolean isOutput(FeatureMap map) {
        return outputs.contains(map);
    }

    /** Whether nothing reads the feature map and it is not a network output. */
    boolean isUnused(FeatureMap map) {
        return !isOutput(map) && !readersByMap.containsKey(map.name());
    }

    /** Puts layers where another one stands. */
    void replace(Layer old, Layer... replacements) {
        int slot = detach(old);
        ImmutableList.Builder<Layer> content = ImmutableList.builder();
        for (Layer present : slots.get(slot)) {
            if (present.name().equals(old.name())) {
                content.add(replacements);
            } else {
                content.add(present);
            }
        }
        slots.set(slot, content.build());
        for (Layer replacement : replacements) {
            attach(replacement, slot);
        }
    }

    void remove(Layer layer) {
        replace(layer);
    }

    /** Lets every reader of one feature map read something else; network outputs are not changed. */
    void redirect(FeatureMap from, Operand to) {
        for (Layer reader : readers(from)) {
            ImmutableList<Operand> operands = reader.operands().stream()
                    .map(operand -> operand.equals(from) ? to : operand)
                    .collect(toImmutableList());
            replace(reader, new Layer(reader.name(), reader.operator(), operands, reader.outputs(), reader.sources()));
        }
    }

    void replaceInput(FeatureMap old, FeatureMap replacement) {
        inputs.replaceAll(input -> input.equals(old) ? replacement : input);
    }

    void replaceOutput(FeatureMap old, FeatureMap replacement) {
        outputs.replaceAll(output -> output.equals(old) ? replacement : output);
    }

    /** The wanted name for a new feature map, with a number behind it if it is taken. */
    String freeMapName(String wanted) {
        String free = wanted;
        for (int i = 2; isTaken(free); i++) {
            free = wanted + i;
        }
        return free;
    }

    private boolean isTaken(String mapName) {
        return writerByMap.containsKey(mapName)
                || inputs.stream().anyMatch(input -> input.name().equals(mapName));
    }

    /** The wanted name for a new layer, with a number behind it if it is taken. */
    String freeLayerName(String wanted) {
        String free = wanted;
        for (int i = 2; layers.containsKey(free); i++) {
            free = wanted + i;
        }
        return free;
    }

    /** Takes bytes from what new constants may use; false if they are not there. */
    boolean reserveConstantBytes(long bytes) {
        if (bytes > constantBytesLeft) {
            return false;
        }
        constantBytesLeft -= bytes;
        return true;
    }

    Network toNetwork() {
        return new Network(
                name,
                ImmutableList.copyOf(inputs),
                slots.stream().flatMap(Collection::stream).collect(toImmutableList()),
                ImmutableList.copyOf(outputs));
    }

    private void attach(Layer layer, int slot) {
        layers.put(layer.name(), layer);
        slotByLayer.put(layer.name(), slot);
        layer.outputs().forEach(output -> writerByMap.put(output.name(), layer.name()));
        layer.inputs().forEach(input -> readersByMap.put(input.name(), layer.name()));
    }

    private int detach(Layer layer) {
        layers.remove(layer.name());
        // A replacement in another slot may have taken over a result already.
        layer.outputs().forEach(output -> writerByMap.remove(output.name(), layer.name()));
        layer.inputs().forEach(input -> readersByMap.remove(input.name(), layer.name()));
        Integer slot = slotByLayer.remove(layer.name());
        if (slot == null) {
            throw new AssertionError("layer " + layer.name() + " is not in the graph");
        }
        return slot;
    }
}
