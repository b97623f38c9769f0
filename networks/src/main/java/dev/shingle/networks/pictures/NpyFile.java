package dev.shingle.networks.pictures;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.format.ModelFile;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * NumPy's array files, versions 1 to 3.
 *
 * <pre>
 *   \x93NUMPY  major  minor  length of the header (2 bytes; 4 from version 2 on), little-endian
 *   {'descr': '&lt;f4', 'fortran_order': False, 'shape': (480, 640, 3), }        then the elements
 * </pre>
 *
 * Elements in either byte order and in C or Fortran order become row-major and little-endian. Types that a tensor lacks
 * become the next that holds them: u2 INT32, u4 INT64; f8 is rounded to FLOAT32. Others (u8, complex, text, objects,
 * records) are refused, and so are arrays without elements.
 */
public final class NpyFile {

    static final int MAGIC_BYTES = 6;

    private static final String MAGIC = "\u0093NUMPY";

    private static final String EXPECTED = "a NumPy array (.npy)";

    private NpyFile() {}

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not an array that can be read
     */
    public static TensorData read(Path file) {
        return read(file.toString(), ModelFile.contents(file, EXPECTED));
    }

    /**
     * Reads the bytes of a file, from position to limit.
     *
     * @param source where they are from, for messages
     */
    public static TensorData read(String source, ByteBuffer contents) {
        ByteBuffer bytes = contents.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (!claims(bytes)) {
            throw new NetworkFormatException(source, "byte 0", "another magic number", EXPECTED);
        }
        NpyHeader header = header(source, bytes);
        ByteBuffer body = bytes.slice();
        long expected = Math.multiplyExact(
                header.shape().elements(), (long) header.element().bytes());
        if (body.remaining() != expected) {
            throw new NetworkFormatException(
                    source,
                    "byte " + bytes.position(),
                    body.remaining() + " bytes of elements",
                    expected + " for shape " + header.shape().dimensions());
        }
        TensorData stored = header.element().tensor(header.storedShape(), body);
        return header.isFortranOrder() ? reversed(stored, header.shape()) : stored;
    }

    static boolean claims(ByteBuffer bytes) {
        for (int i = 0; i < MAGIC_BYTES; i++) {
            if (bytes.remaining() <= i || Byte.toUnsignedInt(bytes.get(i)) != MAGIC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a file: version 1, C order, little-endian, elements from a multiple of 64 bytes on. */
    public static ByteBuffer write(TensorData tensor) {
        String text = NpyHeader.text(NpyElement.of(tensor.type()), tensor.shape());
        int frame = MAGIC_BYTES + 2 + Short.BYTES;
        int end = (frame + text.length() + 1 + 63) / 64 * 64;
        String header = text + " ".repeat(end - frame - text.length() - 1) + "\n";
        ByteBuffer elements = tensor.bytes();
        ByteBuffer file =
                ByteBuffer.allocate(Math.addExact(end, elements.remaining())).order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0);
        file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        return file.put(elements).flip();
    }

    private static NpyHeader header(String source, ByteBuffer bytes) {
        bytes.position(MAGIC_BYTES);
        int major = bytes.remaining() >= 2 ? bytes.getShort() & 0xff : 0;
        if (major < 1 || major > 3) {
            throw new NetworkFormatException(source, "byte " + MAGIC_BYTES, "version " + major, "version 1, 2 or 3");
        }
        int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
        long length = 0;
        for (int i = 0; i < lengthBytes && bytes.hasRemaining(); i++) {
            length |= (bytes.get() & 0xffL) << (i * Byte.SIZE);
        }
        if (length > Math.min(bytes.remaining(), NpyHeader.MOST_CHARACTERS)) {
            throw new NetworkFormatException(
                    source,
                    "byte " + bytes.position(),
                    "a header of " + length + " bytes",
                    "at most " + Math.min(bytes.remaining(), NpyHeader.MOST_CHARACTERS));
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return NpyHeader.parse(source, new String(text, StandardCharsets.UTF_8));
    }

    /** Elements whose first index runs fastest are the transpose of those whose last one does. */
    private static TensorData reversed(TensorData stored, Shape shape) {
        int[] permutation = new int[shape.rank()];
        for (int i = 0; i < permutation.length; i++) {
            permutation[i] = permutation.length - 1 - i;
        }
        StoredNumbers numbers = stored.numbers();
        ByteBuffer bytes = Rearrangement.transpose(ImmutableIntArray.copyOf(permutation), stored.shape(), numbers);
        ElementType type = stored.type();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return TensorData.wrap(shape, type, array);
    }
}
