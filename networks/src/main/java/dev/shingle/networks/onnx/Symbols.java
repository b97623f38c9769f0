package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.TensorNames;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sizes for the dimensions that a file leaves open. Such a dimension has a name, which several inputs may share, or none; it
 * is then called by its place, {@code INPUT:AXIS}. An outermost dimension that nobody gave a size is a batch, and becomes 1.
 */
final class Symbols {

    private static final int MOST_DIMENSIONS = 16;

    private final OnnxFile file;
    private final ImmutableMap<String, Integer> given;
    private final Map<String, Integer> used = new LinkedHashMap<>();
    private final Set<String> open = new LinkedHashSet<>();

    Symbols(OnnxFile file, Map<String, Integer> given) {
        this.file = file;
        this.given = ImmutableMap.copyOf(given);
    }

    /** The shape of a network input. */
    Shape shape(ValueInfoProto input, String name) {
        TensorShapeProto declared = input.getType().getTensorType().getShape();
        if (!input.getType().getTensorType().hasShape()) {
            throw file.failure(position(name), "no shape", "one");
        }
        if (declared.getDimCount() > MOST_DIMENSIONS) {
            throw file.failure(position(name), declared.getDimCount() + " dimensions", "at most " + MOST_DIMENSIONS);
        }
        int[] dimensions = new int[declared.getDimCount()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = dimension(declared.getDim(i), name, i);
        }
        return Shape.of(dimensions);
    }

    private int dimension(TensorShapeProto.Dimension dimension, String input, int axis) {
        long value = dimension.getDimValue();
        if (dimension.hasDimValue() && value != 0 && value != -1) {
            if (value < 0 || value > Integer.MAX_VALUE) {
                throw file.failure(position(input), "dimension " + value, "1 to " + Integer.MAX_VALUE);
            }
            return (int) value;
        }
        String named = TensorNames.printable(dimension.getDimParam());
        String symbol = named.isBlank() ? input + ":" + axis : named;
        open.add(symbol);
        Integer size = given.get(symbol);
        if (size == null && axis == 0) {
            size = 1;
        }
        if (size == null) {
            String shown = TensorNames.brief(symbol);
            throw file.failure(
                    position(input),
                    "dimension " + axis + " without a size (" + shown + ")",
                    "one, given as --dim " + shown + "=SIZE");
        }
        used.put(symbol, size);
        return size;
    }

    /** A size for a name that the file does not have is a mistake of whoever gave it. */
    void requireAllKnown() {
        for (String symbol : given.keySet()) {
            if (!open.contains(symbol)) {
                throw file.failure(
                        "--dim " + TensorNames.brief(symbol),
                        "no open dimension of this name",
                        open.isEmpty() ? "none: every dimension has a size" : "one of " + String.join(", ", open));
            }
        }
    }

    ImmutableMap<String, Integer> used() {
        return ImmutableMap.copyOf(used);
    }

    private static String position(String input) {
        return "input " + TensorNames.brief(input);
    }
}
