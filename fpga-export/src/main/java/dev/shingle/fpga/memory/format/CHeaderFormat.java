package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * An array of bytes for C and C++, in the order of byte addresses, whose size the compiler checks:
 *
 * <pre>
 *   static const uint8_t weights[4] = {
 *       0xff, 0x00, 0x34, 0x12,
 *   };
 *   _Static_assert(sizeof(weights) == 4, "2 words of 16 bits");
 * </pre>
 */
final class CHeaderFormat extends TextFormat {

    private static final int BYTES_ON_A_LINE = 16;

    CHeaderFormat() {
        super("c", "h", "C header, bytes in the order of byte addresses");
    }

    @Override
    void write(String title, MemoryImage image, StringBuilder text) {
        byte[] bytes = ByteImage.of(image);
        String symbol = symbol(title);
        String guard = "SHINGLE_" + symbol.toUpperCase(Locale.ROOT) + "_H";
        text.append("/* ").append(image.layout().describe()).append(" */\n");
        text.append("#ifndef ").append(guard).append("\n#define ").append(guard).append("\n#include <stdint.h>\n");
        text.append("static const uint8_t %s[%d] = {".formatted(symbol, bytes.length));
        for (int i = 0; i < bytes.length; i++) {
            text.append(i % BYTES_ON_A_LINE == 0 ? "\n    " : " ");
            text.append(String.format(Locale.ROOT, "0x%02x,", bytes[i]));
        }
        text.append("\n};\n#ifdef __cplusplus\n#define SHINGLE_ASSERT static_assert\n");
        text.append("#else\n#define SHINGLE_ASSERT _Static_assert\n#endif\n");
        text.append("SHINGLE_ASSERT(sizeof(%s) == %d, \"%d words of %d bits\");\n"
                .formatted(symbol, bytes.length, image.depthWords(), image.wordBits()));
        text.append("#undef SHINGLE_ASSERT\n#endif\n");
    }

    /** Takes what is between the first pair of braces; the size before it must be that of the list. */
    @Override
    MemoryImage read(Cursor cursor, WordLayout layout) {
        if (!cursor.skipBehind("uint8_t ")) {
            throw cursor.fault("an array of uint8_t");
        }
        cursor.token("the array's name");
        cursor.expect("[");
        long length = cursor.number(10, Integer.MAX_VALUE, "length");
        cursor.expect("]");
        cursor.skipBlanks().expect("=");
        cursor.skipBlanks().expect("{");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!cursor.skipBlanks().take("}")) {
            cursor.expect("0x");
            bytes.write((int) cursor.number(16, 0xff, "byte"));
            if (!cursor.skipBlanks().take(",") && !cursor.sees("}")) {
                throw cursor.fault("',' or '}'");
            }
        }
        if (bytes.size() != length || length % layout.wordBytes() != 0) {
            throw cursor.fault(
                    "%d bytes, whole words of %d, not %d".formatted(length, layout.wordBytes(), bytes.size()));
        }
        return ByteImage.image(layout, bytes.toByteArray())
                .orElseThrow(() -> cursor.fault("no bits above bit " + (layout.wordBits() - 1) + " of a word"));
    }

    private static String symbol(String title) {
        String symbol = title.replaceAll("[^A-Za-z0-9_]", "_");
        return symbol.isEmpty() || Character.isDigit(symbol.charAt(0)) ? "memory_" + symbol : symbol;
    }
}
