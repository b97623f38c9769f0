package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.format.ModelFile;
import dev.shingle.networks.format.TensorNames;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code .tflite} files.
 *
 * <p>Layers come in the file's order, one for each operator (a slice that also drops dimensions becomes two), named {@code
 * KIND#position}. Parameters that the file keeps in constant operands (axes, borders, sizes) are part of the layer's
 * operator. Constants are views of the file's bytes. Operators without a rule become {@link
 * dev.shingle.networks.Operator.Opaque}; those that keep state between runs, and control flow, are refused.
 */
public final class TfliteReader {

    private static final String IDENTIFIER = "TFL3";
    private static final int SCHEMA_VERSION = 3;

    private static final int VERSION = 0;
    private static final int OPERATOR_CODES = 1;
    private static final int SUBGRAPHS = 2;
    private static final int BUFFERS = 4;

    private static final int TENSORS = 0;
    private static final int OPERATORS = 3;

    private static final int SHORT_CODE = 0;
    private static final int CUSTOM_NAME = 1;
    private static final int CODE = 3;

    private static final int MOST_OPERATORS = 1 << 16;

    private TfliteReader() {}

    /**
     * The network in a file, named like the file without its extension.
     *
     * @throws NetworkFormatException whatever is wrong with the file or its contents
     */
    public static Network read(Path file) {
        return read(file.toString(), ModelFile.contents(file, "a .tflite file"));
    }

    /**
     * The network in a buffer, from its position to its limit. The buffer must not change as long as the network is used.
     *
     * @param source what failures call the buffer; its last part without extension names the network
     * @throws NetworkFormatException whatever is wrong with the contents
     */
    public static Network read(String source, ByteBuffer contents) {
        FlatFile file = new FlatFile(source, contents);
        FlatTable model = file.root(IDENTIFIER);
        long version = model.uint32(VERSION);
        if (version != SCHEMA_VERSION) {
            throw file.failure("model", "schema version " + version, String.valueOf(SCHEMA_VERSION));
        }
        FlatVector subgraphs = model.tables(SUBGRAPHS);
        if (subgraphs.length() == 0) {
            throw file.failure("model", "no subgraph", "one");
        }
        FlatTable subgraph = subgraphs.table(0);
        FlatVector operators = subgraph.tables(OPERATORS).atMost(MOST_OPERATORS, "operators");
        ImmutableList<String> kinds = kinds(file, operators, model.tables(OPERATOR_CODES));
        if (subgraphs.length() > 1) {
            throw file.failure("model", subgraphs.length() + " subgraphs", "one");
        }
        Tensors tensors = new Tensors(file, subgraph.tables(TENSORS), model.tables(BUFFERS));
        return new GraphReader(file, subgraph, operators, kinds, tensors).read(ModelFile.networkName(source));
    }

    /** The name of every operator; those that cannot be layers are refused before anything else is looked at. */
    private static ImmutableList<String> kinds(FlatFile file, FlatVector operators, FlatVector codes) {
        Map<Long, String> names = new HashMap<>();
        ImmutableList.Builder<String> kinds = ImmutableList.builder();
        for (int i = 0; i < operators.length(); i++) {
            long code = operators.table(i).uint32(OperatorView.OPCODE);
            if (code >= codes.length()) {
                throw file.failure("operator " + i, "operator code " + code, "one of the file's " + codes.length());
            }
            int operator = i;
            String kind = names.computeIfAbsent(code, index -> kind(file, codes.table((int) code), operator));
            Optional<String> refusal = BuiltinOperators.reasonToRefuse(kind);
            if (refusal.isPresent()) {
                throw file.failure(
                        "operator " + i + " (" + kind + ")",
                        refusal.get(),
                        "layers that depend on their operands only");
            }
            kinds.add(kind);
        }
        return kinds.build();
    }

    /** Old files have the number in a byte; newer ones have both, and the larger counts. */
    private static String kind(FlatFile file, FlatTable code, int operator) {
        int number = Math.max(code.int8(SHORT_CODE, 0), code.int32(CODE, 0));
        if (number < 0) {
            throw file.failure("operator " + operator, "operator number " + number, "at least 0");
        }
        String name = BuiltinOperators.name(number);
        if (!name.equals(BuiltinOperators.CUSTOM)) {
            return name;
        }
        String custom = TensorNames.brief(TensorNames.printable(code.string(CUSTOM_NAME)));
        return custom.isBlank() ? name : name + ":" + custom;
    }
}
