package dev.shingle.networks.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorDataTest {

    @ParameterizedTest
    @CsvSource({"INT8,-128,127", "UINT8,0,255", "INT16,-32768,32767", "INT32,-2147483648,2147483647"})
    void holdsTheWholeRangeOfATypeAndNothingBeyond(ElementType type, long least, long most) {
        TensorData data = TensorData.ofIntegers(Shape.of(2), type, least, most);
        assertThat(data.numbers().integer(0)).isEqualTo(least);
        assertThat(data.numbers().integer(1)).isEqualTo(most);
        assertThatThrownBy(() -> TensorData.ofIntegers(Shape.of(1), type, most + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TensorData.ofIntegers(Shape.of(1), type, least - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void storesLittleEndian() {
        assertThat(TensorData.ofIntegers(Shape.of(1), ElementType.INT16, 0x1234)
                        .bytes()
                        .get(0))
                .isEqualTo((byte) 0x34);
        assertThat(TensorData.ofFloats(Shape.of(1), 1.0f).bytes().get(3)).isEqualTo((byte) 0x3f);
    }

    /** By hand: x = 1406932606, 654583775, 1449466924; v = x >>> 16 = 21468, 9988, 22117. */
    @Test
    void fillsByTheRecipe() {
        assertThat(TensorData.fill(Shape.of(3), ElementType.INT16))
                .isEqualTo(TensorData.ofIntegers(Shape.of(3), ElementType.INT16, 21468, 9988, 22117));
        assertThat(TensorData.fill(Shape.of(3), ElementType.UINT8))
                .isEqualTo(TensorData.ofIntegers(Shape.of(3), ElementType.UINT8, 21468 & 255, 9988 & 255, 22117 & 255));
        assertThat(TensorData.fill(Shape.of(1), ElementType.FLOAT32))
                .isEqualTo(TensorData.ofFloats(Shape.of(1), 21468 / 32767f));
    }

    @Test
    void refusesAnotherNumberOfElements() {
        assertThatThrownBy(() -> TensorData.ofFloats(Shape.of(3), 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
