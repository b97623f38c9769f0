package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.fpga.memory.WordLayout;
import java.util.Optional;

/**
 * Nothing but words: one on a line, address 0 first, as many lower-case digits as the width needs, a line feed behind every
 * line. The only text that Verilator, Icarus, Yosys, GHDL, icebram and Vivado read alike; some of them want more:
 *
 * <pre>
 *   mem        any width; tools that take a word of 37 bits for one of 40 see zeros on top
 *   textio     VHDL's hread takes whole digits only: a width that is a multiple of 4
 *   icebram    replaces the contents of whole blocks of 256 words: a depth that is a multiple of 256
 * </pre>
 */
final class PlainHexFormat extends TextFormat {

    private static final int DIGIT_BITS = 4;

    private final int widthStep;
    private final int depthStep;

    private PlainHexFormat(String name, String ending, String description, int widthStep, int depthStep) {
        super(name, ending, description);
        this.widthStep = widthStep;
        this.depthStep = depthStep;
    }

    static PlainHexFormat mem() {
        return new PlainHexFormat("mem", "mem", "$readmemh of any tool: one word of hex digits on a line", 1, 1);
    }

    static PlainHexFormat textio() {
        return new PlainHexFormat("textio", "txt", "VHDL's hread: one word of hex digits on a line", DIGIT_BITS, 1);
    }

    static PlainHexFormat icebram() {
        return new PlainHexFormat("icebram", "hex", "icebram of Project IceStorm: whole blocks of 256 words", 4, 256);
    }

    @Override
    Optional<Refusal> refusalOf(MemoryImage image) {
        int bits = image.wordBits();
        if (bits % widthStep != 0) {
            return Optional.of(new Refusal(
                    "a word of %d bits; %s takes multiples of %d".formatted(bits, name(), widthStep),
                    "make the words %d bits wide".formatted(roundedUp(bits, widthStep))));
        }
        int depth = image.depthWords();
        if (depth % depthStep != 0) {
            return Optional.of(new Refusal(
                    "%d words; %s takes multiples of %d".formatted(depth, name(), depthStep),
                    "pad the memory to %d words".formatted(roundedUp(depth, depthStep))));
        }
        return Optional.empty();
    }

    @Override
    void write(String title, MemoryImage image, StringBuilder text) {
        HexLines.write(image, text);
    }

    @Override
    MemoryImage read(Cursor cursor, WordLayout layout) {
        MemoryImage image = HexLines.readExactly(cursor, layout);
        if (image.depthWords() % depthStep != 0) {
            throw cursor.fault("a multiple of " + depthStep + " words, not " + image.depthWords());
        }
        return image;
    }

    private static int roundedUp(int value, int step) {
        return Math.multiplyExact((value + step - 1) / step, step);
    }
}
