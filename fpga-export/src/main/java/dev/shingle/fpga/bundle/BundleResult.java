package dev.shingle.fpga.bundle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.memory.Refusal;

/** The files of an export, or why there are none. */
public sealed interface BundleResult {

    /**
     * All files.
     *
     * @param files contents by name
     * @param blocks blocks of RAM
     * @param whyNoProgram why there are maps only; empty if there are memory files as well
     */
    record Bundled(ImmutableSortedMap<String, ByteSource> files, BlockTable blocks, String whyNoProgram)
            implements BundleResult {}

    /** The format cannot take these memories. */
    record Refused(ImmutableList<RefusedMemory> memories) implements BundleResult {}

    /** A memory that the format cannot take. */
    record RefusedMemory(String memory, Refusal refusal) {}
}
