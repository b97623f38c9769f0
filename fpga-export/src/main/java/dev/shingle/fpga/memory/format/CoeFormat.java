package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;

/**
 * The coefficient file of AMD's (Xilinx's) block memory generator:
 *
 * <pre>
 *   ; weights
 *   memory_initialization_radix=16;
 *   memory_initialization_vector=
 *   00ff,
 *   1234;
 * </pre>
 *
 * Words are in one radix, apart by commas or blanks; a semicolon ends the vector, and what follows one on a line is a
 * comment.
 */
final class CoeFormat extends TextFormat {

    private static final String RADIX = "memory_initialization_radix";
    private static final String VECTOR = "memory_initialization_vector";

    CoeFormat() {
        super("coe", "coe", "AMD (Xilinx) block memory generator");
    }

    @Override
    void write(String title, MemoryImage image, StringBuilder text) {
        text.append("; ").append(comment(title)).append('\n');
        text.append("; ").append(image.layout().describe()).append('\n');
        text.append(RADIX).append("=16;\n").append(VECTOR).append("=\n");
        for (int address = 0; address < image.depthWords(); address++) {
            text.append(HexLines.word(image, address));
            text.append(address == image.depthWords() - 1 ? ";\n" : ",\n");
        }
    }

    @Override
    MemoryImage read(Cursor cursor, WordLayout layout) {
        skip(cursor).expect(RADIX);
        skip(cursor).expect("=");
        skip(cursor);
        long radix = cursor.number(10, 16, "radix");
        if (radix != 2 && radix != 10 && radix != 16) {
            throw cursor.faultOfToken("radix 2, 10 or 16");
        }
        skip(cursor).expect(";");
        cursor.skipLine();
        skip(cursor).expect(VECTOR);
        skip(cursor).expect("=");
        skip(cursor);
        WordCollector words = new WordCollector(layout);
        while (!cursor.take(";")) {
            if (cursor.atEnd()) {
                throw cursor.fault("';' behind the last word");
            }
            words.add(cursor, (int) radix);
            if (cursor.skipBlanks().take(",")) {
                cursor.skipBlanks();
            }
        }
        cursor.skipLine();
        if (!skip(cursor).atEnd()) {
            throw cursor.fault("the end of the file behind the vector");
        }
        return words.image();
    }

    /** To what is neither blank nor comment; inside of the vector a semicolon is its end. */
    private static Cursor skip(Cursor cursor) {
        cursor.skipBlanks();
        while (cursor.sees(";") && cursor.isFirstOnLine()) {
            cursor.skipLine();
            cursor.skipBlanks();
        }
        return cursor;
    }
}
