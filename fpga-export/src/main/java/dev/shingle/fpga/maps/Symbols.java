package dev.shingle.fpga.maps;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Names as identifiers of C and Verilog: capital letters, digits and underscores, no two alike. */
final class Symbols {

    private static final int LONGEST = 60;

    private Symbols() {}

    static ImmutableMap<String, String> of(Iterable<String> names) {
        Map<String, String> symbols = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            symbols.computeIfAbsent(name, key -> unused(symbol(key), taken));
        }
        return ImmutableMap.copyOf(symbols);
    }

    private static String symbol(String name) {
        String symbol = Ascii.toUpperCase(name).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_|_$", "");
        String shortened = symbol.length() <= LONGEST ? symbol : symbol.substring(symbol.length() - LONGEST);
        return shortened.isEmpty() ? "UNNAMED" : shortened;
    }

    private static String unused(String symbol, Set<String> taken) {
        String candidate = symbol;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = symbol + "_" + i;
        }
        return candidate;
    }
}
