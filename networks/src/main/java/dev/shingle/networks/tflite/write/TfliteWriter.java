package dev.shingle.networks.tflite.write;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.format.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Writes networks as {@code .tflite} files that TensorFlow Lite runs.
 *
 * <p>Nearly every layer becomes one operator; {@link Lowering} tells which become two, and that simplifying the network
 * that is read back joins them again. Tensors keep their names; layers, which have none in the format, go by the name of
 * their results. Scales are kept in single precision. Seeded constants are written out. What the format or its runtime
 * cannot express is refused with the layer's name, never written as something else.
 */
public final class TfliteWriter {

    private static final ImmutableMap<Class<? extends Operator>, Rule> RULES =
            ImmutableMap.<Class<? extends Operator>, Rule>builder()
                    .putAll(WindowLayers.all())
                    .putAll(ArithmeticLayers.all())
                    .putAll(MovementLayers.all())
                    .buildOrThrow();

    private static final long MOST_BYTES = Integer.MAX_VALUE - (1 << 20);

    /** More than a tensor or operator takes without its name and contents. */
    private static final int TABLE_BYTES = 512;

    private TfliteWriter() {}

    /**
     * Writes a file, as a whole or not at all.
     *
     * @throws NetworkFormatException if the format cannot express the network
     * @throws IOException if the file cannot be written
     */
    public static void write(Network network, Path file) throws IOException {
        WholeFile.write(file, write(network));
    }

    /**
     * The bytes of a file, from position to limit. Equal networks give equal bytes.
     *
     * @throws NetworkFormatException if the format cannot express the network
     */
    public static ByteBuffer write(Network network) {
        if (network.layers().isEmpty() || network.outputs().isEmpty()) {
            throw new NetworkFormatException(
                    network.name(),
                    "network",
                    network.layers().size() + " layers and " + network.outputs().size() + " outputs",
                    "at least one of each");
        }
        requireContents(network);
        ImmutableList<Layer> layers = Lowering.lower(network);
        Subgraph subgraph = new Subgraph(network.inputs(), layers);
        for (Layer layer : layers) {
            rule(network, layer).write(new Site(network.name(), layer, subgraph), layer.operator());
        }
        FlatModel model = new FlatModel(subgraph, sizeBytes(network, subgraph));
        return model.bytes(network.name(), ends(subgraph, network.inputs()), ends(subgraph, network.outputs()));
    }

    private static Rule rule(Network network, Layer layer) {
        Rule rule = RULES.get(layer.operator().getClass());
        if (rule == null) {
            throw new NetworkFormatException(
                    network.name(),
                    "layer " + layer.name(),
                    "operator " + layer.operator().displayName() + " with unknown parameters",
                    "an operator whose parameters are known");
        }
        return rule;
    }

    private static void requireContents(Network network) {
        for (Layer layer : network.layers()) {
            for (Constant constant : layer.constants()) {
                if (!constant.contents().isPresent()) {
                    throw new NetworkFormatException(
                            network.name(),
                            "layer " + layer.name(),
                            "constant " + constant.name() + " without contents",
                            "contents to write");
                }
            }
        }
    }

    /** An upper bound, found before anything is allocated. */
    private static int sizeBytes(Network network, Subgraph subgraph) {
        long bytes = (long) TABLE_BYTES * (subgraph.nodes().size() + 2L);
        for (Operand tensor : subgraph.tensors()) {
            long contents = tensor instanceof Constant constant ? constant.sizeBits() / Byte.SIZE : 0;
            long names = 3L * tensor.name().length();
            long scales = 12L * tensor.quantization().scales().length();
            bytes = Math.addExact(bytes, Math.addExact(contents, TABLE_BYTES + names + scales));
        }
        if (bytes > MOST_BYTES) {
            throw new NetworkFormatException(
                    network.name(), "file", "about " + bytes + " bytes", "at most " + MOST_BYTES);
        }
        return (int) bytes;
    }

    private static ImmutableIntArray ends(Subgraph subgraph, ImmutableList<FeatureMap> maps) {
        ImmutableIntArray.Builder ends = ImmutableIntArray.builder();
        maps.forEach(map -> ends.add(subgraph.index(map)));
        return ends.build();
    }
}
