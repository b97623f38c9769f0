package dev.shingle.fpga.memory.format;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** The formats that there are. */
public final class MemoryFormats {

    private static final MemoryFormat MEM = PlainHexFormat.mem();

    private static final ImmutableList<MemoryFormat> ALL = ImmutableList.of(
            MEM,
            new CoeFormat(),
            new MifFormat(),
            new IntelHexFormat(),
            HeadedFormat.lattice(),
            HeadedFormat.gowin(),
            PlainHexFormat.textio(),
            PlainHexFormat.icebram(),
            new BinFormat(),
            new CHeaderFormat());

    private MemoryFormats() {}

    /** Every format, the one that all tools read first. */
    public static ImmutableList<MemoryFormat> all() {
        return ALL;
    }

    /** The strict {@code .mem} that all tools read alike. */
    public static MemoryFormat standard() {
        return MEM;
    }

    public static Optional<MemoryFormat> byName(String name) {
        return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
    }
}
