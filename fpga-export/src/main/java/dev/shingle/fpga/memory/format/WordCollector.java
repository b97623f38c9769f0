package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Gathers the words of a file that names them one after the other. */
final class WordCollector {

    private final WordLayout layout;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int count;

    WordCollector(WordLayout layout) {
        this.layout = layout;
    }

    /** Reads an unsigned number that fits a word. */
    void add(Cursor cursor, int radix) {
        add(cursor.word(layout, radix));
    }

    void add(BigInteger word) {
        byte[] high = word.toByteArray();
        for (int i = 0; i < layout.wordBytes(); i++) {
            bytes.write(i < high.length ? high[high.length - 1 - i] : 0);
        }
        count++;
    }

    int count() {
        return count;
    }

    MemoryImage image() {
        return MemoryImage.of(layout, bytes.toByteArray());
    }
}
