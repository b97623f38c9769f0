package dev.shingle.fpga.bundle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.format.MemoryFormat;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Optional;

/**
 * What an export is made of.
 *
 * @param plan a verified plan
 * @param pingPongWords what ping-pong buffers would take
 * @param weightBytes weights and biases of the network as its file has them
 * @param program the reference accelerator's, or why it cannot run the network
 * @param hostLayers layers that follow on the host
 * @param format of the memory files
 * @param cut how memories are shaped before
 * @param part the part that it is for
 * @param extras files that were made elsewhere, by name
 */
public record BundleRequest(
        MemoryPlan plan,
        long pingPongWords,
        long weightBytes,
        ProgramResult program,
        ImmutableList<String> hostLayers,
        MemoryFormat format,
        MemoryCut cut,
        Optional<Part> part,
        ImmutableMap<String, ByteSource> extras) {}
