package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;

/** One word on a line, all of the same number of hexadecimal digits. */
final class HexLines {

    private HexLines() {}

    static String word(MemoryImage image, int address) {
        String digits = image.word(address).toString(16);
        return "0".repeat(image.layout().hexDigits() - digits.length()) + digits;
    }

    static void write(MemoryImage image, StringBuilder text) {
        for (int address = 0; address < image.depthWords(); address++) {
            text.append(word(image, address)).append('\n');
        }
    }

    /** Exactly such lines to the end of the file. */
    static MemoryImage readExactly(Cursor cursor, WordLayout layout) {
        WordCollector words = new WordCollector(layout);
        String expected = "a line of " + layout.hexDigits() + " hexadecimal digits";
        while (!cursor.atEnd()) {
            String token = cursor.token(expected);
            if (token.length() != layout.hexDigits()) {
                throw cursor.faultOfToken(expected);
            }
            words.add(cursor.parsed(layout, 16));
            cursor.expectLineEnd();
        }
        return words.image();
    }

    /** As many words as a header promises, apart by blanks. */
    static MemoryImage read(Cursor cursor, WordLayout layout, int radix, long depth) {
        WordCollector words = new WordCollector(layout);
        while (!cursor.skipBlanks().atEnd()) {
            if (words.count() == depth) {
                throw cursor.fault("the end of the file behind " + depth + " words");
            }
            words.add(cursor, radix);
        }
        if (words.count() != depth) {
            throw cursor.fault("word " + words.count() + " of " + depth);
        }
        return words.image();
    }
}
