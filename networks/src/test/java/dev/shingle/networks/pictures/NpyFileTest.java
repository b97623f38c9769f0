package dev.shingle.networks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.primitives.Bytes;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {

    @Test
    void readsWhatNumpyWrites() {
        byte[] elements = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(2)
                .putFloat(3)
                .putFloat(4)
                .putFloat(5)
                .putFloat(-6.5f)
                .array();
        byte[] file = file(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", elements);
        assertThat(read(file)).isEqualTo(TensorData.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, -6.5f));
        assertThat(read(file(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", elements))
                        .shape())
                .isEqualTo(Shape.of(6));
    }

    @Test
    void fortranOrderIsTurnedAround() {
        byte[] columns = {1, 4, 2, 5, 3, 6};
        byte[] file = file(1, "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3), }", columns);
        assertThat(read(file)).isEqualTo(TensorData.ofIntegers(Shape.of(2, 3), ElementType.INT8, 1, 2, 3, 4, 5, 6));
    }

    @Test
    void bothByteOrdersAndWiderTypes() {
        ByteBuffer big = ByteBuffer.allocate(16);
        assertThat(read(file(1, header(">i4", "1"), big.putInt(0, -5).array(), 4))
                        .numbers()
                        .integer(0))
                .isEqualTo(-5);
        assertThat(read(file(
                        1, header(">u2", "1"), big.putShort(0, (short) 65000).array(), 2)))
                .isEqualTo(TensorData.ofIntegers(Shape.of(1), ElementType.INT32, 65000));
        assertThat(read(file(1, header(">u4", "1"), big.putInt(0, -1).array(), 4)))
                .isEqualTo(TensorData.ofIntegers(Shape.of(1), ElementType.INT64, 0xffffffffL));
        assertThat(read(file(1, header(">f8", "1"), big.putDouble(0, 0.1).array(), 8)))
                .isEqualTo(TensorData.ofFloats(Shape.of(1), 0.1f));
        assertThat(read(file(
                                1,
                                header(">f2", "1"),
                                big.putShort(0, (short) 0x3c00).array(),
                                2))
                        .numbers()
                        .value(0))
                .isEqualTo(1);
        assertThat(read(file(1, header("<i8", ""), new byte[] {7, 0, 0, 0, 0, 0, 0, 0}))
                        .shape()
                        .rank())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"INT4"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyTypeSurvives(ElementType type) {
        Shape shape = Shape.of(2, 3, 5);
        byte[] bytes = new byte[(int) shape.elements() * type.bits() / 8];
        new Random(3).nextBytes(bytes);
        TensorData tensor = TensorData.wrap(shape, type, bytes);
        assertThat(NpyFile.read("test", NpyFile.write(tensor))).isEqualTo(tensor);
    }

    @Property(tries = 100)
    void everyShapeSurvives(@ForAll @Size(max = 5) int[] sizes, @ForAll @IntRange(min = 1, max = 4) int most) {
        int[] dimensions = new int[sizes.length];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = 1 + Math.floorMod(sizes[i], most);
        }
        TensorData tensor = TensorData.fill(Shape.of(dimensions), ElementType.INT16);
        ByteBuffer file = NpyFile.write(tensor);
        assertThat((file.remaining() - 2 * tensor.shape().elements()) % 64).isZero();
        assertThat(NpyFile.read("test", file)).isEqualTo(tensor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': maybe, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,2), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
                "",
                "\n\n\n"
            })
    void hostileHeadersAreRefusedInOneLine(String header) {
        refuses(file(1, header, new byte[8]));
    }

    @Test
    void truncatedFilesAreRefused() {
        ByteBuffer file = NpyFile.write(TensorData.fill(Shape.of(2, 2), ElementType.INT8));
        for (int length = 0; length < file.remaining(); length++) {
            byte[] part = new byte[length];
            file.get(0, part);
            refuses(part);
        }
    }

    @Test
    void versionsAndLengthsOfNobodyAreRefused() {
        refuses(file(4, header("<f4", "1"), new byte[4]));
        byte[] longHeader = file(2, header("<f4", "1"), new byte[4]);
        longHeader[11] = (byte) 0xff;
        refuses(longHeader);
    }

    private static void refuses(byte[] file) {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> read(file))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("test: ").doesNotContain("\n"));
    }

    private static TensorData read(byte[] file) {
        return NpyFile.read("test", ByteBuffer.wrap(file));
    }

    private static String header(String descr, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + (shape.isEmpty() ? "" : ",")
                + "), }";
    }

    private static byte[] file(int version, String header, byte[] elements) {
        return file(version, header, elements, elements.length);
    }

    private static byte[] file(int version, String header, byte[] elements, int count) {
        ByteBuffer file = ByteBuffer.allocate(12 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        file.put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            file.putShort((short) header.length());
        } else {
            file.putInt(header.length());
        }
        file.put(header.getBytes(StandardCharsets.UTF_8));
        byte[] start = new byte[file.position()];
        file.get(0, start);
        byte[] body = new byte[count];
        System.arraycopy(elements, 0, body, 0, count);
        return Bytes.concat(start, body);
    }
}
