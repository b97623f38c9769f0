package dev.shingle.networks.pictures;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.ModelFile;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The stored elements of a tensor and nothing else: row-major, channels last, little-endian. */
public final class RawFile {

    private RawFile() {}

    /**
     * Reads a file that must have exactly the tensor's size.
     *
     * @throws NetworkFormatException if it has another size or cannot be read
     */
    public static TensorData read(Path file, Shape shape, ElementType type) {
        ByteBuffer contents = ModelFile.contents(file, "the elements of a tensor");
        long expectedBytes = Math.multiplyExact(shape.elements(), (long) type.bits()) / Byte.SIZE;
        if (contents.remaining() != expectedBytes) {
            throw new NetworkFormatException(
                    file.toString(),
                    "file",
                    contents.remaining() + " bytes",
                    expectedBytes + " for shape " + shape + " of " + type);
        }
        byte[] bytes = new byte[contents.remaining()];
        contents.get(bytes);
        return TensorData.wrap(shape, type, bytes);
    }
}
