package dev.shingle.mapper.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known pixel by pixel, seen from the end. */
class MirroredReadsTest {

    private static final long END_BITS = 10_000;

    /** Tells where it was asked by what it answers; the first pixel reads nothing. */
    private record Telling(Grid grid) implements Reads.ByPixel {

        @Override
        public long low(int row, int column, int firstChannel, int endChannel) {
            return row + column == 0 ? Axis.NOTHING : 1000L * row + 100L * column + 10L * firstChannel;
        }

        @Override
        public long high(int row, int column, int firstChannel, int endChannel) {
            return 1000L * row + 100L * column + 10L * endChannel + firstChannel;
        }
    }

    @Test
    void theLastIsTheFirst() {
        Reads.ByPixel mirrored = new Telling(new Grid(3, 4, 5)).mirrored(END_BITS);
        assertThat(mirrored.grid()).isEqualTo(new Grid(3, 4, 5));
        assertThat(mirrored.low(0, 0, 0, 2)).isEqualTo(END_BITS - 2353);
        assertThat(mirrored.high(0, 0, 0, 2)).isEqualTo(END_BITS - 2330);
        assertThat(mirrored.low(1, 3, 1, 5)).isEqualTo(END_BITS - 1040);
        assertThat(mirrored.high(1, 3, 1, 5)).isEqualTo(END_BITS - 1000);
        assertThat(mirrored.low(2, 3, 0, 5)).isEqualTo(Axis.NOTHING);
    }

    @Test
    void twiceIsAsItWas() {
        Telling reads = new Telling(new Grid(3, 4, 5));
        Reads.ByPixel twice = reads.mirrored(END_BITS).mirrored(END_BITS);
        for (int row = 0; row < 3; row++) {
            for (int column = row == 0 ? 1 : 0; column < 4; column++) {
                assertThat(twice.low(row, column, 1, 3)).isEqualTo(reads.low(row, column, 1, 3));
                assertThat(twice.high(row, column, 1, 3)).isEqualTo(reads.high(row, column, 1, 3));
            }
        }
    }
}
