package dev.shingle.networks.onnx;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.format.ModelFile;
import dev.shingle.networks.format.TensorNames;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code .onnx} files of operator sets 6 to 25: float networks, networks with QuantizeLinear and DequantizeLinear, and
 * QLinear operators.
 *
 * <p>Images are stored with their channels last. Every other tensor of up to three dimensions keeps the file's order: what
 * is not an image has no channels that an accelerator would put anywhere. {@link OnnxModel#storedAxes} tells the order of
 * inputs and outputs.
 *
 * <p>Weights are used where they lie: the file, mapped if it is large, must not change as long as the network is used. Those
 * in files that are not there are absent; the network can then be sized.
 */
public final class OnnxReader {

    private static final int FIRST_OPSET = 6;
    private static final int LAST_OPSET = 25;

    private OnnxReader() {}

    /**
     * The network in a file, named like the file without its extension. A symbolic outermost dimension becomes 1.
     *
     * @throws NetworkFormatException whatever is wrong with the file or its contents
     */
    public static Network read(Path file) {
        return read(file, ImmutableMap.of()).network();
    }

    /**
     * The network in a file whose symbolic dimensions get these sizes, by name, or as {@code INPUT:AXIS} if they have none.
     *
     * @throws NetworkFormatException whatever is wrong with the file, its contents, or the names
     */
    public static OnnxModel read(Path file, Map<String, Integer> dimensions) {
        ByteBuffer contents = ModelFile.contents(file, "an .onnx file");
        Path folder = file.toAbsolutePath().getParent();
        return read(new OnnxFile(file.toString(), Optional.ofNullable(folder), contents), dimensions);
    }

    /**
     * The network in a buffer, from its position to its limit. The buffer must not change as long as the network is used.
     * External data is not looked for.
     *
     * @param source what failures call the buffer; its last part without extension names the network
     * @throws NetworkFormatException whatever is wrong with the contents or the names
     */
    public static OnnxModel read(String source, ByteBuffer contents, Map<String, Integer> dimensions) {
        return read(new OnnxFile(source, Optional.empty(), contents), dimensions);
    }

    /**
     * The files beside an ONNX file in which it says that contents of its constants lie, whether they are there or not.
     * Locations that {@link #read(Path)} refuses are not among them.
     *
     * @throws NetworkFormatException if the file is none
     */
    public static ImmutableSet<Path> externalFiles(Path file) {
        OnnxFile onnx = new OnnxFile(file.toString(), Optional.empty(), ModelFile.contents(file, "an .onnx file"));
        return onnx.model().getGraph().getInitializerList().stream()
                .flatMap(tensor -> tensor.getExternalDataList().stream())
                .filter(entry ->
                        entry.getKey().equals("location") && !entry.getValue().isEmpty())
                .flatMap(entry -> beside(file, entry.getValue()).stream())
                .collect(toImmutableSet());
    }

    private static Optional<Path> beside(Path file, String location) {
        try {
            return Optional.of(file.toAbsolutePath().resolveSibling(location).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Names of all operators that can be read; those outside the standard come with their domain in front. */
    public static ImmutableSortedSet<String> operators() {
        return Rules.names();
    }

    private static OnnxModel read(OnnxFile file, Map<String, Integer> dimensions) {
        Symbols symbols = new Symbols(file, dimensions);
        GraphReader reader = new GraphReader(file, opset(file), symbols);
        try {
            return reader.read(ModelFile.networkName(file.source()));
        } catch (IllegalArgumentException | ArithmeticException unsuitable) {
            throw NetworkFormatException.of(file.failure("graph", "", ""), String.valueOf(unsuitable.getMessage()));
        }
    }

    private static int opset(OnnxFile file) {
        Optional<Long> version = Optional.empty();
        for (OperatorSetIdProto imported : file.model().getOpsetImportList()) {
            if (Node.isStandard(imported.getDomain())) {
                version = Optional.of(imported.getVersion());
            }
        }
        if (version.isEmpty() || version.get() < FIRST_OPSET || version.get() > LAST_OPSET) {
            String found = version.map(number -> "operator set " + number).orElse("no operator set");
            throw file.failure(
                    "model", TensorNames.printable(found), "operator sets " + FIRST_OPSET + " to " + LAST_OPSET);
        }
        return Math.toIntExact(version.get());
    }
}
