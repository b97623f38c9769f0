package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.fpga.memory.WordLayout;
import java.util.Locale;
import java.util.Optional;

/**
 * Words behind a header of lines that start with {@code #}: those of Lattice's memory generators (Diamond, Radiant) and of
 * Gowin's. Lattice's end at 65,536 words of 256 bits.
 *
 * <pre>
 *   #Format=Hex                      #File_format=Hex
 *   #Depth=2                         #Address_depth=2
 *   #Width=16                        #Data_width=16
 *   #AddrRadix=3                     00ff
 *   #DataRadix=3                     1234
 *   #Data
 *   00ff
 *   1234
 * </pre>
 */
final class HeadedFormat extends TextFormat {

    private static final long MOST_WORDS = 1L << 24;
    private static final int LATTICE_MOST_WORDS = 65536;
    private static final int LATTICE_MOST_BITS = 256;

    private final boolean isLattice;

    private HeadedFormat(String name, String ending, String description, boolean isLattice) {
        super(name, ending, description);
        this.isLattice = isLattice;
    }

    static HeadedFormat lattice() {
        return new HeadedFormat("lattice", "lattice.mem", "Lattice Diamond and Radiant", true);
    }

    static HeadedFormat gowin() {
        return new HeadedFormat("gowin", "mi", "Gowin", false);
    }

    @Override
    Optional<Refusal> refusalOf(MemoryImage image) {
        if (isLattice && image.depthWords() > LATTICE_MOST_WORDS) {
            int memories = (image.depthWords() + LATTICE_MOST_WORDS - 1) / LATTICE_MOST_WORDS;
            return Optional.of(new Refusal(
                    "%d words; a Lattice file has at most %d".formatted(image.depthWords(), LATTICE_MOST_WORDS),
                    "divide the memory into %d of them, or use wider words".formatted(memories)));
        }
        if (isLattice && image.wordBits() > LATTICE_MOST_BITS) {
            int memories = (image.wordBits() + LATTICE_MOST_BITS - 1) / LATTICE_MOST_BITS;
            return Optional.of(new Refusal(
                    "a word of %d bits; a Lattice file has at most %d".formatted(image.wordBits(), LATTICE_MOST_BITS),
                    "cut the words into %d memories side by side".formatted(memories)));
        }
        return Optional.empty();
    }

    @Override
    void write(String title, MemoryImage image, StringBuilder text) {
        text.append(isLattice ? "#Format=Hex\n" : "#File_format=Hex\n");
        text.append(depthKey()).append(image.depthWords()).append('\n');
        text.append(widthKey()).append(image.wordBits()).append('\n');
        text.append(isLattice ? "#AddrRadix=3\n#DataRadix=3\n#Data\n" : "");
        HexLines.write(image, text);
    }

    @Override
    MemoryImage read(Cursor cursor, WordLayout layout) {
        cursor.skipBlanks().expect(isLattice ? "#Format=" : "#File_format=");
        String format = cursor.token("Hex or Bin").toLowerCase(Locale.ROOT);
        if (!format.equals("hex") && !format.equals("bin")) {
            throw cursor.faultOfToken("Hex or Bin");
        }
        int radix = format.equals("hex") ? 16 : 2;
        cursor.skipBlanks().expect(depthKey());
        long depth = cursor.number(10, isLattice ? LATTICE_MOST_WORDS : MOST_WORDS, "depth");
        cursor.skipBlanks().expect(widthKey());
        if (cursor.number(10, isLattice ? LATTICE_MOST_BITS : WordLayout.MOST_WORD_BITS, "width")
                != layout.wordBits()) {
            throw cursor.faultOfToken("width " + layout.wordBits());
        }
        if (isLattice) {
            cursor.skipBlanks().expect("#AddrRadix=");
            cursor.number(10, 3, "radix number");
            cursor.skipBlanks().expect("#DataRadix=");
            if (cursor.number(10, 3, "radix number") != (radix == 2 ? 0 : 3)) {
                throw cursor.faultOfToken(radix == 2 ? "0, which means binary" : "3, which means hexadecimal");
            }
            cursor.skipBlanks().expect("#Data");
        }
        return HexLines.read(cursor, layout, radix, depth);
    }

    private String depthKey() {
        return isLattice ? "#Depth=" : "#Address_depth=";
    }

    private String widthKey() {
        return isLattice ? "#Width=" : "#Data_width=";
    }
}
