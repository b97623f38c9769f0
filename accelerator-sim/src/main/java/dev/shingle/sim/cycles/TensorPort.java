package dev.shingle.sim.cycles;

import com.google.common.math.IntMath;
import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.TensorLayout;
import java.math.RoundingMode;

/**
 * A tensor behind a port of some words. Two pixels whose numbers are equal modulo {@link #period()} begin at the same bit of
 * a word, and so take the same accesses; of most tensors every pixel begins a word, and the period is 1.
 *
 * @param name the buffer
 * @param layout words of the tensor
 * @param rowPixels pixels of a row
 * @param portWords words of an access
 */
record TensorPort(String name, TensorLayout layout, long rowPixels, int portWords) {

    int period() {
        int offset = (int) (layout.pixelBits() % layout.wordBits());
        return layout.wordBits() / IntMath.gcd(offset, layout.wordBits());
    }

    /** Where a row begins, modulo the period. */
    int rowResidue(int row) {
        return (int) (row * (rowPixels % period()) % period());
    }

    /** What a column adds, modulo the period. */
    int columnResidue(int column) {
        return column % period();
    }

    /** Accesses for some channels of a pixel with that residue. */
    long accesses(int residue, int firstChannel, int endChannel) {
        long words = layout.lastWord(residue, endChannel - 1) - layout.firstWord(residue, firstChannel) + 1;
        return LongMath.divide(words, portWords, RoundingMode.CEILING);
    }

    /** Accesses for a write: behind the last channel, the padding is written with it. */
    long writeAccesses(int residue, int firstChannel, int endChannel) {
        return accesses(residue, firstChannel, endChannel == layout.channels() ? layout.storedChannels() : endChannel);
    }

    /** Accesses for all words from one pixel to another. */
    long streamedAccesses(long firstPixel, long lastPixel) {
        long words = layout.lastWord(lastPixel, layout.channels() - 1) - layout.firstWord(firstPixel, 0) + 1;
        return LongMath.divide(words, portWords, RoundingMode.CEILING);
    }
}
