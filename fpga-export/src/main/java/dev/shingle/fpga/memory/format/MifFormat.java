package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import java.math.BigInteger;
import java.util.Locale;

/**
 * The memory initialization file of Intel's (Altera's) Quartus:
 *
 * <pre>
 *   DEPTH = 2;  WIDTH = 16;  ADDRESS_RADIX = HEX;  DATA_RADIX = HEX;
 *   CONTENT BEGIN
 *   0 : 00ff;                 [0..1] : 00ff;   is a range,   0 : 00ff 1234;   consecutive words
 *   1 : 1234;
 *   END;
 * </pre>
 *
 * with comments from {@code --} to the end of the line and between percent signs. Every address must be given once; Quartus
 * would take others as zero. (AMD's files of the same ending are plain binary digits, another format.)
 */
final class MifFormat extends TextFormat {

    private static final long MOST_WORDS = 1L << 24;

    MifFormat() {
        super("mif", "mif", "Intel (Altera) Quartus");
    }

    @Override
    void write(String title, MemoryImage image, StringBuilder text) {
        text.append("-- ").append(comment(title)).append('\n');
        text.append("-- ").append(image.layout().describe()).append('\n');
        text.append("DEPTH = ").append(image.depthWords()).append(";\n");
        text.append("WIDTH = ").append(image.wordBits()).append(";\n");
        text.append("ADDRESS_RADIX = HEX;\nDATA_RADIX = HEX;\nCONTENT BEGIN\n");
        for (int address = 0; address < image.depthWords(); address++) {
            text.append(Integer.toHexString(address)).append(" : ");
            text.append(HexLines.word(image, address)).append(";\n");
        }
        text.append("END;\n");
    }

    @Override
    MemoryImage read(Cursor cursor, WordLayout layout) {
        return new Reader(cursor, layout).read();
    }

    private static final class Reader {

        private final Cursor cursor;
        private final WordLayout layout;
        private BigInteger[] words = {};
        private int addressRadix = 16;
        private int dataRadix = 16;

        Reader(Cursor cursor, WordLayout layout) {
            this.cursor = cursor;
            this.layout = layout;
        }

        MemoryImage read() {
            while (!skip().take("CONTENT")) {
                assignment();
            }
            if (words.length == 0) {
                throw cursor.fault("DEPTH before CONTENT");
            }
            skip().expect("BEGIN");
            while (!skip().take("END")) {
                entry();
            }
            skip().expect(";");
            if (!skip().atEnd()) {
                throw cursor.fault("the end of the file");
            }
            WordCollector collector = new WordCollector(layout);
            for (int address = 0; address < words.length; address++) {
                if (words[address] == null) {
                    throw cursor.fault("a word for address " + address + " of " + words.length);
                }
                collector.add(words[address]);
            }
            return collector.image();
        }

        private void assignment() {
            String key = cursor.token("DEPTH, WIDTH, ADDRESS_RADIX, DATA_RADIX or CONTENT")
                    .toUpperCase(Locale.ROOT);
            switch (key) {
                case "DEPTH" -> {
                    equal();
                    words = new BigInteger[(int) cursor.number(10, MOST_WORDS, "depth")];
                }
                case "WIDTH" -> {
                    equal();
                    if (cursor.number(10, WordLayout.MOST_WORD_BITS, "width") != layout.wordBits()) {
                        throw cursor.faultOfToken("width " + layout.wordBits());
                    }
                }
                case "ADDRESS_RADIX" -> addressRadix = radix();
                case "DATA_RADIX" -> dataRadix = radix();
                default -> throw cursor.faultOfToken("DEPTH, WIDTH, ADDRESS_RADIX, DATA_RADIX or CONTENT");
            }
            skip().expect(";");
        }

        private void equal() {
            skip().expect("=");
            skip();
        }

        private int radix() {
            equal();
            String name = cursor.token("a radix").toUpperCase(Locale.ROOT);
            return switch (name) {
                case "HEX" -> 16;
                case "UNS" -> 10;
                case "OCT" -> 8;
                case "BIN" -> 2;
                default -> throw cursor.faultOfToken("HEX, UNS, OCT or BIN");
            };
        }

        private void entry() {
            boolean isRange = cursor.take("[");
            skip();
            int first = address();
            int last = first;
            if (isRange) {
                skip().expect("..");
                skip();
                last = address();
                if (last < first) {
                    throw cursor.faultOfToken("an address not below " + Integer.toString(first, addressRadix));
                }
                skip().expect("]");
            }
            skip().expect(":");
            skip();
            BigInteger word = cursor.word(layout, dataRadix);
            for (int address = first; address <= last; address++) {
                set(address, word);
            }
            for (int address = last + 1; !skip().take(";"); address++) {
                if (isRange) {
                    throw cursor.fault("';'");
                }
                set(address, cursor.word(layout, dataRadix));
            }
        }

        private int address() {
            return (int) cursor.number(addressRadix, words.length - 1L, "address");
        }

        private void set(int address, BigInteger word) {
            if (address >= words.length) {
                throw cursor.faultOfToken("no word behind the last address");
            }
            if (words[address] != null) {
                throw cursor.faultOfToken("one word for address " + address);
            }
            words[address] = word;
        }

        private Cursor skip() {
            while (true) {
                cursor.skipBlanks();
                if (cursor.take("--")) {
                    cursor.skipLine();
                } else if (cursor.take("%")) {
                    if (!cursor.skipBehind("%")) {
                        throw cursor.fault("'%' at the end of the comment");
                    }
                } else {
                    return cursor;
                }
            }
        }
    }
}
