package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.primitives.ImmutableIntArray;
import com.google.protobuf.ByteString;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.format.ModelFile;
import dev.shingle.networks.format.TensorNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Tensors that the file carries: initialisers, and those in attributes. Contents stand in one of three places: raw bytes,
 * which are used where they lie; typed lists of numbers, which are copied; and files next to the model. A file that is not
 * there leaves the contents absent, so that the network can be sized all the same; so do contents that were stripped.
 */
final class Tensors {

    private static final int MOST_DIMENSIONS = 16;

    private final OnnxFile file;
    private final Map<Path, ByteBuffer> externalFiles = new HashMap<>();

    Tensors(OnnxFile file) {
        this.file = file;
    }

    Known read(TensorProto tensor, String name) {
        ElementType type = ElementTypes.of(tensor.getDataType())
                .orElseThrow(() -> failure(
                        name, "element type " + ElementTypes.name(tensor.getDataType()), ElementTypes.expected()));
        if (tensor.hasSegment()) {
            throw failure(name, "a segment of a tensor", "a whole one");
        }
        ImmutableIntArray dimensions = dimensions(tensor, name);
        long bytes = sizeBytes(dimensions, type, name);
        return Known.of(name, dimensions, type, contents(tensor, name, type, bytes));
    }

    private ImmutableIntArray dimensions(TensorProto tensor, String name) {
        if (tensor.getDimsCount() > MOST_DIMENSIONS) {
            throw failure(name, tensor.getDimsCount() + " dimensions", "at most " + MOST_DIMENSIONS);
        }
        ImmutableIntArray.Builder dimensions = ImmutableIntArray.builder();
        for (long dimension : tensor.getDimsList()) {
            if (dimension < 0 || dimension > Integer.MAX_VALUE) {
                throw failure(name, "dimension " + dimension, "0 to " + Integer.MAX_VALUE);
            }
            dimensions.add((int) dimension);
        }
        return dimensions.build();
    }

    private long sizeBytes(ImmutableIntArray dimensions, ElementType type, String name) {
        try {
            long bits = type.bits();
            for (int i = 0; i < dimensions.length(); i++) {
                bits = Math.multiplyExact(bits, (long) dimensions.get(i));
            }
            return Math.addExact(bits, 7L) / 8;
        } catch (ArithmeticException overflow) {
            throw failure(name, "more elements than can be counted", "fewer");
        }
    }

    private Constant.Contents contents(TensorProto tensor, String name, ElementType type, long bytes) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return external(tensor, name, bytes);
        }
        ByteString raw = tensor.getRawData();
        if (!raw.isEmpty() || bytes == 0) {
            requireBytes(name, raw.size(), bytes);
            return new Constant.Present(raw.asReadOnlyByteBuffer());
        }
        long count = count(tensor, type);
        if (count == 0) {
            return new Constant.Absent();
        }
        long perByte = type == ElementType.INT4 ? 1 : 0;
        long expected = perByte == 1 ? bytes : bytes / (type.bits() / Byte.SIZE);
        if (count != expected) {
            throw failure(name, count + " numbers", expected + " for its dimensions");
        }
        return new Constant.Present(typed(tensor, type, (int) count, Math.toIntExact(bytes)));
    }

    private static int count(TensorProto tensor, ElementType type) {
        return switch (type) {
            case FLOAT32 -> tensor.getFloatDataCount();
            case INT64 -> tensor.getInt64DataCount();
            default -> tensor.getInt32DataCount();
        };
    }

    private static ByteBuffer typed(TensorProto tensor, ElementType type, int count, int bytes) {
        ByteBuffer contents = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT32 -> contents.putFloat(tensor.getFloatData(i));
                case INT64 -> contents.putLong(tensor.getInt64Data(i));
                case INT32 -> contents.putInt(tensor.getInt32Data(i));
                case INT16, FLOAT16 -> contents.putShort((short) tensor.getInt32Data(i));
                case INT4, INT8, UINT8, BOOL -> contents.put((byte) tensor.getInt32Data(i));
            }
        }
        return contents.flip();
    }

    /** Keys are location (a path next to the model), offset and length. */
    private Constant.Contents external(TensorProto tensor, String name, long bytes) {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path location = location(name, entries.getOrDefault("location", ""));
        long offset = number(name, entries.getOrDefault("offset", "0"));
        long length = number(name, entries.getOrDefault("length", String.valueOf(bytes)));
        if (file.folder().isEmpty()) {
            return new Constant.Absent();
        }
        Path path = file.folder().get().resolve(location);
        if (!Files.exists(path)) {
            return new Constant.Absent();
        }
        ByteBuffer all =
                externalFiles.computeIfAbsent(path, present -> ModelFile.contents(present, "a file of external data"));
        requireBytes(name, length, bytes);
        if (offset > all.limit() || length > all.limit() - offset) {
            throw failure(
                    name,
                    "bytes " + offset + " to " + (offset + length) + " of " + TensorNames.brief(location.toString()),
                    "bytes inside the " + all.limit() + " of that file");
        }
        return new Constant.Present(all.slice((int) offset, (int) length));
    }

    /** A file must not make its reader look anywhere else. */
    private Path location(String name, String text) {
        String shown = TensorNames.brief(TensorNames.printable(text));
        try {
            Path location = Path.of(text).normalize();
            if (text.isEmpty() || location.isAbsolute() || location.startsWith("..")) {
                throw failure(name, "external data at '" + shown + "'", "a path below the model's folder");
            }
            return location;
        } catch (InvalidPathException impossible) {
            throw failure(name, "external data at '" + shown + "'", "a path");
        }
    }

    private long number(String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, like a number out of range.
        }
        String shown = TensorNames.brief(TensorNames.printable(text));
        throw failure(name, "offset or length '" + shown + "' of external data", "0 to " + Integer.MAX_VALUE);
    }

    private void requireBytes(String name, long found, long expected) {
        if (found != expected) {
            throw failure(name, found + " bytes of contents", expected + " for its dimensions and type");
        }
    }

    private NetworkFormatException failure(String name, String found, String expected) {
        return file.failure("tensor " + TensorNames.brief(name), found, expected);
    }
}
