package dev.shingle.fpga.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorTest {

    @ParameterizedTest
    @CsvSource({"4096, 4096", "16384, 1024", "1024, 16384", "1, 16384", "1, 1"})
    void sizesThatCanBePlayed(int rows, int columns) {
        assertThat(new Sensor(rows, columns, 0, 0, 1, PixelFormat.GRAY).columns())
                .isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 4097, 16781312 pixels, 16777216 in all",
        "16384, 16384, 268435456 pixels, 16777216 in all",
        "16385, 1, 16385 x 1 pixels, 1 to 16384 each way",
        "0, 5, 0 x 5 pixels, 1 to 16384 each way"
    })
    void othersAreRefused(int rows, int columns, String found, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sensor(rows, columns, 0, 0, 1, PixelFormat.GRAY))
                .withMessageContainingAll(found, expected);
    }
}
