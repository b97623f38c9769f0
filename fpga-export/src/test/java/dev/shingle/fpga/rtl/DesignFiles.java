package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** {@code design.f}: what is synthesised, in the order in which tools want it. */
public final class DesignFiles {

    private DesignFiles() {}

    /** The engine with its memories, without a camera in front of it. */
    public static ImmutableList<String> engine() {
        try {
            return Files.readAllLines(Simulator.RTL.resolve("design.f"), StandardCharsets.US_ASCII).stream()
                    .filter(file -> !file.isEmpty() && !file.contains("/"))
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
