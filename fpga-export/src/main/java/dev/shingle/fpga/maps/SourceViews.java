package dev.shingle.fpga.maps;

import dev.shingle.fpga.maps.AddressMap.MappedBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The map for compilers: the same names and numbers in C and in Verilog. */
public final class SourceViews {

    private static final String PREFIX = "SHINGLE_";

    private SourceViews() {}

    /** {@code plan.h}: macros, and assertions about them that the compiler checks. */
    public static String cHeader(AddressMap map) {
        StringBuilder text = new StringBuilder();
        head(map, text, "/* ", " */");
        text.append("#ifndef SHINGLE_PLAN_H\n#define SHINGLE_PLAN_H\n\n");
        constants(map, text, entry -> "#define %s%s %s".formatted(PREFIX, entry.getKey(), cNumber(entry.getValue())));
        text.append("\n#ifdef __cplusplus\n#define SHINGLE_ASSERT static_assert\n");
        text.append("#else\n#define SHINGLE_ASSERT _Static_assert\n#endif\n\n");
        for (MappedBuffer buffer : map.buffers()) {
            String name = PREFIX + "BUF_" + buffer.symbol();
            // With circular addresses a buffer may go on at address 0.
            String end = map.isCircular() ? name + "_OFFSET_WORDS" : name + "_OFFSET_WORDS + " + name + "_WORDS - 1";
            cAssert(text, end + " < SHINGLE_PEAK_WORDS", buffer.symbol() + " is in the scratchpad");
            cAssert(
                    text,
                    "%s_OFFSET_BYTES == (%s_OFFSET_WORDS * SHINGLE_WORD_BITS + 7) / 8".formatted(name, name),
                    buffer.symbol() + " has one address");
        }
        text.append("\n/* Define SHINGLE_SCRATCHPAD_BYTES to have the memory's size checked. */\n");
        text.append("#ifdef SHINGLE_SCRATCHPAD_BYTES\n");
        cAssert(text, "SHINGLE_PEAK_BYTES <= SHINGLE_SCRATCHPAD_BYTES", "the plan fits the scratchpad");
        text.append("#endif\n\n#undef SHINGLE_ASSERT\n#endif\n");
        return text.toString();
    }

    /** {@code plan.vh}: local parameters, to be included in a module. */
    public static String verilogHeader(AddressMap map) {
        StringBuilder text = new StringBuilder();
        head(map, text, "// ", "");
        constants(
                map,
                text,
                entry -> "localparam %s%s = %s;".formatted(PREFIX, entry.getKey(), verilogNumber(entry.getValue())));
        return text.toString();
    }

    /** {@code plan_pkg.sv}: the same as a package, to be written {@code plan_pkg::PEAK_WORDS}. */
    public static String systemVerilogPackage(AddressMap map) {
        StringBuilder text = new StringBuilder();
        head(map, text, "// ", "");
        text.append("package plan_pkg;\n");
        constants(
                map, text, entry -> "  localparam %s = %s;".formatted(entry.getKey(), verilogNumber(entry.getValue())));
        return text.append("endpackage\n").toString();
    }

    private static void head(AddressMap map, StringBuilder text, String open, String close) {
        String about =
                "%s on %s".formatted(map.plan().network(), map.plan().machine().name());
        text.append(open).append(comment(about)).append(close).append('\n');
        map.layerNames()
                .forEach((step, layer) -> text.append(open)
                        .append("step ")
                        .append(step)
                        .append(": ")
                        .append(comment(layer))
                        .append(close)
                        .append('\n'));
    }

    private static void constants(
            AddressMap map, StringBuilder text, Function<Map.Entry<String, Long>, String> declaration) {
        map.constants()
                .entrySet()
                .forEach(entry -> text.append(declaration.apply(entry)).append('\n'));
    }

    private static void cAssert(StringBuilder text, String condition, String message) {
        text.append(String.format(Locale.ROOT, "SHINGLE_ASSERT(%s, \"%s\");%n", condition, message)
                .replace(System.lineSeparator(), "\n"));
    }

    /** Unsigned and wide enough for the products in the assertions. */
    private static String cNumber(long value) {
        return value + "ull";
    }

    /** A bare number has 32 bits and a sign. */
    private static String verilogNumber(long value) {
        return value <= Integer.MAX_VALUE ? Long.toString(value) : "64'd" + value;
    }

    /** Nothing that ends a comment, continues it on the next line, or is not ASCII. */
    private static String comment(String name) {
        return name.replaceAll("[^ -~]", "?").replaceAll("[*\\\\?]", "_").replace("//", "/_");
    }
}
