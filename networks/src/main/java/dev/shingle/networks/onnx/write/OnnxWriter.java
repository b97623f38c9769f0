package dev.shingle.networks.onnx.write;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.format.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Writes networks as {@code .onnx} files that ONNX Runtime runs.
 *
 * <p>Images, which lie here with their channels last, have them in front in the file: inputs and results as well, and
 * weights are turned over. Quantised layers compute with real numbers between two conversions (QDQ); reading the file and
 * simplifying it makes quantised layers of them again. What only moves elements moves the stored ones. Seeded constants are
 * written out, scales in single precision.
 */
public final class OnnxWriter {

    private static final ImmutableMap<Class<? extends Operator>, Rule> RULES =
            ImmutableMap.<Class<? extends Operator>, Rule>builder()
                    .putAll(WindowNodes.all())
                    .putAll(ArithmeticNodes.all())
                    .putAll(MovementNodes.all())
                    .buildOrThrow();

    private static final long MOST_BYTES = Integer.MAX_VALUE - (1 << 20);

    /** More than a node or tensor takes without names and contents. */
    private static final int RECORD_BYTES = 2048;

    private OnnxWriter() {}

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
     * The bytes of a file. Equal networks give equal bytes.
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
        requireWritable(network);
        Version version = Version.of(network);
        Graph graph = new Graph(network, version.operatorSet());
        for (Layer layer : network.layers()) {
            rule(network, layer).write(new Site(network.name(), layer, graph), layer.operator());
        }
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(version.representation())
                .setProducerName("shingle")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(version.operatorSet()))
                .setGraph(graph.build())
                .build();
        return ByteBuffer.wrap(model.toByteArray());
    }

    /** The oldest operator set that has all that is needed, and the version of the file that goes with it. */
    private record Version(long operatorSet, long representation) {

        static Version of(Network network) {
            boolean wide = network.featureMaps().values().stream().anyMatch(Version::isWide);
            if (wide) {
                return new Version(21, 10);
            }
            boolean hardSwish = network.layers().stream()
                    .anyMatch(layer -> layer.operator().equals(Operator.Pointwise.of(Function.HARD_SWISH)));
            return hardSwish ? new Version(14, 7) : new Version(13, 7);
        }

        private static boolean isWide(FeatureMap map) {
            return map.type() == ElementType.INT16 && map.quantization().isQuantized();
        }
    }

    private static Rule rule(Network network, Layer layer) {
        Rule rule = RULES.get(layer.operator().getClass());
        if (rule == null) {
            throw new NetworkFormatException(
                    network.name(),
                    "layer " + layer.name(),
                    "operator " + layer.operator().displayName(),
                    "one that the format has");
        }
        return rule;
    }

    /** Every constant has contents, and all together fit a file; found before anything is allocated. */
    private static void requireWritable(Network network) {
        long bytes = RECORD_BYTES;
        for (Layer layer : network.layers()) {
            long records = 8L + layer.operands().size() + layer.outputs().size();
            bytes = Math.addExact(
                    bytes, records * (RECORD_BYTES + 8L * layer.name().length()));
            for (Constant constant : layer.constants()) {
                if (!constant.contents().isPresent()) {
                    throw new NetworkFormatException(
                            network.name(),
                            "layer " + layer.name(),
                            "constant " + constant.name() + " without contents",
                            "contents to write");
                }
                bytes = Math.addExact(bytes, constant.sizeBits() / Byte.SIZE);
            }
        }
        if (bytes > MOST_BYTES) {
            throw new NetworkFormatException(
                    network.name(), "file", "about " + bytes + " bytes", "at most " + MOST_BYTES);
        }
    }
}
