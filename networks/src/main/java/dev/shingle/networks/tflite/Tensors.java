package dev.shingle.networks.tflite;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.TensorNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The tensors of the graph as the file declares them. Each is looked at only when something uses it. */
final class Tensors {

    private static final int SHAPE = 0;
    private static final int TYPE = 1;
    private static final int BUFFER = 2;
    private static final int NAME = 3;
    private static final int QUANTIZATION = 4;
    private static final int VARIABLE = 5;
    private static final int SPARSITY = 6;
    private static final int SIGNATURE = 7;
    private static final int HAS_RANK = 8;

    private static final int DATA = 0;
    private static final int EXTERNAL_OFFSET = 1;
    private static final int EXTERNAL_SIZE = 2;

    private static final int MOST_DIMENSIONS = 16;
    private static final int MOST_TENSORS = 1 << 16;
    private static final int MOST_INTEGERS = 4096;

    private final FlatFile file;
    private final FlatTable[] tables;
    private final FlatVector buffers;
    private final TensorNames names;
    private final Map<Integer, int[]> dimensions = new HashMap<>();
    private final Map<Integer, int[]> signatures = new HashMap<>();
    private final Map<Integer, FlatTable> buffersOfTensors = new HashMap<>();

    Tensors(FlatFile file, FlatVector tensors, FlatVector buffers) {
        this.file = file;
        this.buffers = buffers;
        this.tables = new FlatTable[tensors.atMost(MOST_TENSORS, "tensors").length()];
        String[] stored = new String[tables.length];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = tensors.table(i);
            stored[i] = tables[i].string(NAME);
        }
        this.names = new TensorNames(stored);
    }

    int count() {
        return tables.length;
    }

    TensorNames names() {
        return names;
    }

    String name(int tensor) {
        return names.of(tensor);
    }

    ElementType type(int tensor) {
        int type = table(tensor).int8(TYPE, 0);
        return switch (type) {
            case 0 -> ElementType.FLOAT32;
            case 1 -> ElementType.FLOAT16;
            case 2 -> ElementType.INT32;
            case 3 -> ElementType.UINT8;
            case 4 -> ElementType.INT64;
            case 6 -> ElementType.BOOL;
            case 7 -> ElementType.INT16;
            case 9 -> ElementType.INT8;
            case 17 -> ElementType.INT4;
            default ->
                throw failure(
                        tensor,
                        "element type " + BuiltinOperators.typeName(type),
                        "integers of 4 to 64 bits, booleans, or floats of 16 or 32 bits");
        };
    }

    Shape shape(int tensor) {
        int[] dimensions = dimensions(tensor);
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw failure(tensor, "dimension " + dimension, "at least 1");
            }
        }
        return checked(tensor, dimensions);
    }

    /** Shapes whose sizes in bits, and whose numbers of images, can be counted. */
    private Shape checked(int tensor, int[] dimensions) {
        try {
            Shape shape = Shape.of(dimensions);
            shape.batch();
            Math.multiplyExact(shape.elements(), 64L);
            return shape;
        } catch (ArithmeticException overflow) {
            throw failure(tensor, "a shape of more elements than can be counted", "fewer");
        }
    }

    /** A computed shape, held to the same limits as a declared one. */
    Shape checked(int tensor, Shape computed) {
        return checked(tensor, computed.dimensions().toArray());
    }

    /** Some dimension is known only when the network runs; the declared shape then has 1 in its place. */
    boolean isDynamic(int tensor) {
        for (int dimension : signature(tensor)) {
            if (dimension < 0) {
                return true;
            }
        }
        return false;
    }

    /** Only the outermost dimension, the number of images, is left open. */
    boolean isDynamicInBatchOnly(int tensor) {
        int[] signature = signature(tensor);
        for (int i = 1; i < signature.length; i++) {
            if (signature[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** A shape without dimensions means a scalar or nothing at all; newer files tell which. */
    boolean mayLackShape(int tensor) {
        return !table(tensor).flag(HAS_RANK) && dimensions(tensor).length == 0;
    }

    boolean isConstant(int tensor) {
        FlatTable buffer = buffer(tensor);
        return buffer.vector(DATA, 1).length() > 0 || buffer.int64(EXTERNAL_OFFSET) > 1;
    }

    FeatureMap featureMap(int tensor, Shape shape) {
        refuseVariable(tensor);
        return new FeatureMap(name(tensor), shape, type(tensor), quantization(tensor, shape));
    }

    Constant constant(int tensor) {
        refuseVariable(tensor);
        Shape shape = shape(tensor);
        Constant.Contents contents = new Constant.Present(contents(tensor, shape));
        return new Constant(name(tensor), shape, type(tensor), quantization(tensor, shape), contents);
    }

    /** A constant parameter such as axes or borders. Such a list may be empty. */
    long[] integers(int tensor) {
        ElementType type = type(tensor);
        if (type != ElementType.INT32 && type != ElementType.INT64) {
            throw failure(tensor, "parameters of type " + type, "INT32 or INT64");
        }
        if (isEmpty(tensor)) {
            return new long[0];
        }
        Shape shape = shape(tensor);
        if (shape.elements() > MOST_INTEGERS) {
            throw failure(tensor, shape.elements() + " parameters", "at most " + MOST_INTEGERS);
        }
        ByteBuffer contents = contents(tensor, shape);
        long[] values = new long[(int) shape.elements()];
        file.charge(values.length, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = type == ElementType.INT32 ? contents.getInt(4 * i) : contents.getLong(8 * i);
        }
        return values;
    }

    /** An empty list has no bytes, so that it does not look like a constant. */
    boolean isEmpty(int tensor) {
        for (int dimension : dimensions(tensor)) {
            if (dimension == 0) {
                return true;
            }
        }
        return false;
    }

    NetworkFormatException failure(int tensor, String found, String expected) {
        String name = tensor < count() ? " (" + TensorNames.brief(name(tensor)) + ")" : "";
        return file.failure("tensor " + tensor + name, found, expected);
    }

    private int[] dimensions(int tensor) {
        return dimensions.computeIfAbsent(tensor, i -> table(i).ints(SHAPE, MOST_DIMENSIONS, "dimensions"));
    }

    private int[] signature(int tensor) {
        return signatures.computeIfAbsent(tensor, i -> table(i).ints(SIGNATURE, MOST_DIMENSIONS, "dimensions"));
    }

    private Quantization quantization(int tensor, Shape shape) {
        return table(tensor)
                .table(QUANTIZATION)
                .map(parameters -> new QuantizationReader(this, tensor).read(parameters, shape))
                .orElse(Quantization.NONE);
    }

    private ByteBuffer contents(int tensor, Shape shape) {
        if (table(tensor).has(SPARSITY)) {
            throw failure(tensor, "a sparse constant", "a dense one");
        }
        ByteBuffer contents = stored(tensor);
        long expected = (shape.elements() * type(tensor).bits() + 7) / 8;
        if (contents.remaining() != expected) {
            throw failure(tensor, contents.remaining() + " bytes of contents", expected + " for its shape and type");
        }
        return contents;
    }

    /** Files above 2 GiB keep contents behind the flatbuffer; smaller ones may. */
    private ByteBuffer stored(int tensor) {
        FlatTable buffer = buffer(tensor);
        long offset = buffer.int64(EXTERNAL_OFFSET);
        if (offset <= 1) {
            return buffer.slice(DATA);
        }
        long size = buffer.int64(EXTERNAL_SIZE);
        if (size < 0 || offset > file.length() || size > file.length() - offset) {
            throw failure(tensor, "contents at byte " + offset + " of " + size + " bytes", "contents inside the file");
        }
        return file.bytes().slice((int) offset, (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void refuseVariable(int tensor) {
        if (table(tensor).flag(VARIABLE)) {
            throw failure(tensor, "a variable, which keeps state between runs", "an activation or a constant");
        }
    }

    private FlatTable table(int tensor) {
        return tables[tensor];
    }

    private FlatTable buffer(int tensor) {
        return buffersOfTensors.computeIfAbsent(tensor, this::findBuffer);
    }

    private FlatTable findBuffer(int tensor) {
        long index = table(tensor).uint32(BUFFER);
        if (index == 0 && buffers.length() == 0) {
            return FlatTable.absent(file);
        }
        if (index >= buffers.length()) {
            throw failure(tensor, "buffer " + index, "one of the file's " + buffers.length());
        }
        return buffers.table((int) index);
    }
}
